internal import Imaging
public import SkyMath

/// A tract of the sky on one tangent plane, cut into square patches that overlap.
///
/// All patches share the projection, so pixels of neighbours lie on each other exactly. East is to the left (towards lower
/// x), north up. A patch is `patchSize` pixels of its own and a margin of `overlap` pixels on each side, those at the rim
/// of the tract too.
public struct PatchGrid: Sendable, Hashable {
    /// Where the plane touches the sky: the middle of the tract.
    public let centre: SkyPosition
    /// Patches along x, 1 to 10,000.
    public let columns: Int
    /// Patches along y, 1 to 10,000.
    public let rows: Int
    /// Pixels along a side of what belongs to one patch alone.
    public let patchSize: Int
    /// Pixels by which a patch reaches into its neighbours, on each side.
    public let overlap: Int
    /// arcsec along the side of a pixel, at the centre.
    public let pixelScale: Double
    let plane: TangentPlane

    /// Throws `TemplatesError` unless the centre is a position, columns and rows are in 1 ... 10,000, the size in
    /// 16 ... 32,768, the overlap in 0 ... size, the scale above 0 and the tract no wider than 120 degrees on the plane.
    public init(
        centre: SkyPosition, columns: Int, rows: Int, patchSize: Int = 4000, overlap: Int = 100,
        pixelScale: Double = 0.2
    ) throws {
        guard centre.ra.isFinite, abs(centre.dec) <= 90, (1...10_000).contains(columns), (1...10_000).contains(rows),
            (16...32_768).contains(patchSize), (0...patchSize).contains(overlap), pixelScale > 0,
            Double(max(columns, rows) * patchSize) * pixelScale / 3600 <= 120
        else {
            throw TemplatesError(
                .parameter,
                "pixels or patches that are too small or too large: a tract of \(columns) x \(rows) patches of \(patchSize) pixels of \(pixelScale) arcsec, overlapping by "
                    + "\(overlap), at (\(centre.ra), \(centre.dec))")
        }
        (self.centre, self.columns, self.rows) = (centre, columns, rows)
        (self.patchSize, self.overlap, self.pixelScale) = (patchSize, overlap, pixelScale)
        plane = TangentPlane(centre: centre)
    }

    /// Patches in the tract.
    public var count: Int { columns * rows }

    /// The patch in a column and row, counted from 0 at low x and y.
    ///
    /// Throws `TemplatesError` when there is none.
    public func patch(column: Int, row: Int) throws -> Patch {
        guard (0..<columns).contains(column), (0..<rows).contains(row) else {
            throw TemplatesError(.parameter, "no patch (\(column), \(row)) among \(columns) x \(rows)")
        }
        return Patch(grid: self, column: column, row: row)
    }

    /// The patch that a position belongs to, without overlap; nil outside the tract.
    public func patch(at position: SkyPosition) -> Patch? {
        guard let pixel = pixel(of: position) else { return nil }
        let size = Double(patchSize)
        let (column, row) = (((pixel.x + 0.5) / size).rounded(.down), ((pixel.y + 0.5) / size).rounded(.down))
        guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { return nil }
        return Patch(grid: self, column: Int(column), row: Int(row))
    }

    /// The patches, overlaps included, that share a point with an exposure of these corners, in the order of rows.
    ///
    /// - Parameter footprint: corners in turn, joined by great circles; more points along curved edges make it exacter.
    /// - Complexity: O(patches near the outline's rectangle x corners).
    public func patches(touching footprint: [SkyPosition]) -> [Patch] {
        let outline = PlanePolygon(footprint, on: plane).map { pixel(at: $0) }
        guard let first = outline.points.first else { return [] }
        let low = outline.points.reduce(first) { pointwiseMin($0, $1) }
        let high = outline.points.reduce(first) { pointwiseMax($0, $1) }
        let (across, down) = (reach(low.x, high.x, columns), reach(low.y, high.y, rows))
        return down.flatMap { row in across.map { Patch(grid: self, column: $0, row: row) } }.filter {
            let box = $0.box
            return outline.touches(
                low: SIMD2(Double(box.x) - 0.5, Double(box.y) - 0.5),
                high: SIMD2(Double(box.endX) - 0.5, Double(box.endY) - 0.5))
        }
    }

    /// The numbers of patches that may reach into low ... high.
    private func reach(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
        let (size, margin) = (Double(patchSize), Double(overlap) + 1)
        let first = max(0, min(Double(count), ((low - margin) / size).rounded(.down)))
        let end = max(first, min(Double(count), ((high + margin) / size).rounded(.down) + 1))
        return Int(first)..<Int(end)
    }
}

extension PatchGrid {
    /// The tract's pixel at which the plane touches the sky: its very middle.
    var referenceX: Double { Double(columns * patchSize - 1) / 2 }
    var referenceY: Double { Double(rows * patchSize - 1) / 2 }

    private var degreesPerPixel: Double { pixelScale / 3600 }

    /// The tract's pixel of a point of the plane.
    func pixel(at point: SIMD2<Double>) -> SIMD2<Double> {
        SIMD2(referenceX - point.x / degreesPerPixel, referenceY + point.y / degreesPerPixel)
    }

    /// The tract's pixel of a position; nil behind the plane.
    func pixel(of position: SkyPosition) -> SIMD2<Double>? { plane.point(of: position).map { pixel(at: $0) } }

    func position(of pixel: SIMD2<Double>) -> SkyPosition {
        plane.position(
            of: SIMD2((referenceX - pixel.x) * degreesPerPixel, (pixel.y - referenceY) * degreesPerPixel))
    }
}
