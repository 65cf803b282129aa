public import Imaging

/// A quantity that changes slowly over an image, given at the centres of a grid of equal cells that cover it.
///
/// Between the centres it is a bicubic spline (natural at the ends), beyond the outer ones it goes on in a straight line.
public struct SmoothMap: Sendable, Hashable {
    /// Size of the image in pixels.
    public let width: Int
    /// Rows of the image.
    public let height: Int
    /// Values at the cells' centres, in the quantity's unit; column i is at ((i + 0.5) width / columns - 0.5) pixels.
    public let nodes: Image<Double>

    /// Throws `DetectionError` when there is no node, or one that is not finite.
    public init(width: Int, height: Int, nodes: Image<Double>) throws {
        guard nodes.width > 0, nodes.height > 0, nodes.pixels.allSatisfy({ $0.isFinite }) else {
            throw DetectionError(.noData, "a map of \(nodes.width) x \(nodes.height) nodes, or a node not finite")
        }
        (self.width, self.height, self.nodes) = (width, height, nodes)
    }

    /// The same value all over the image.
    public init(width: Int, height: Int, constant: Double) {
        (self.width, self.height) = (width, height)
        nodes = Image(width: 1, height: 1, repeating: constant)
    }

    /// The median of the nodes.
    public var typical: Double {
        let sorted = nodes.pixels.sorted()
        return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    }

    /// The value at a place in pixels, (0, 0) the first pixel's centre. Complexity: O(nodes); for many use `rows`.
    public func value(atX x: Double, y: Double) -> Double {
        let across = (0..<nodes.width).map { column in
            NaturalSpline((0..<nodes.height).map { nodes[column, $0] }).value(at: place(y, height, nodes.height))
        }
        return NaturalSpline(across).value(at: place(x, width, nodes.width))
    }

    /// The value at each pixel. Complexity: O(pixels).
    public func image() -> Image<Float> {
        var result = Image<Float>(width: width, height: height, repeating: 0)
        result.withUnsafeMutablePixels { pixels in
            guard let start = pixels.baseAddress else { return }
            forEachRow { y, row in (start + y * width).update(from: row, count: width) }
        }
        return result
    }

    /// The map times a factor.
    public func scaled(by factor: Double) -> SmoothMap { SmoothMap(width, height, nodes.map { $0 * factor }) }

    private init(_ width: Int, _ height: Int, _ nodes: Image<Double>) {
        (self.width, self.height, self.nodes) = (width, height, nodes)
    }

    /// `body` with the number of each row and its values, in room that the next row uses again.
    func forEachRow(_ body: (Int, UnsafePointer<Float>) -> Void) {
        let columns = (0..<nodes.width).map { x in NaturalSpline((0..<nodes.height).map { nodes[x, $0] }) }
        var across = NaturalSpline(count: nodes.width)
        let row = UnsafeMutablePointer<Float>.allocate(capacity: max(1, width))
        defer { row.deallocate() }
        for y in 0..<height {
            if y == 0 || nodes.height > 1 {
                let place = place(Double(y), height, nodes.height)
                across.set { columns[$0].value(at: place) }
                fill(row, across)
            }
            body(y, row)
        }
    }

    private func fill(_ row: UnsafeMutablePointer<Float>, _ spline: NaturalSpline) {
        let step = Double(nodes.width) / Double(max(1, width))
        var x = 0
        for n in 0..<spline.pieceCount {
            let isLast = n == spline.pieceCount - 1
            let end = isLast ? width : min(width, Int(((Double(n) + 0.5) / step - 0.5).rounded(.up)))
            guard x < end else { continue }
            let (origin, c) = spline.piece(n)
            let start = place(Double(x), width, nodes.width) - origin
            cubic(row + x, end - x, start, step, c)
            x = end
        }
    }

    /// Where a pixel is in units of cells from the first centre.
    private func place(_ pixel: Double, _ size: Int, _ count: Int) -> Double {
        (pixel + 0.5) * Double(count) / Double(max(1, size)) - 0.5
    }
}

/// Values of a cubic of t = start, start + step ...
private func cubic(
    _ row: UnsafeMutablePointer<Float>, _ count: Int, _ start: Double, _ step: Double, _ c: SIMD4<Double>
) {
    let middle = start + step * Double(count / 2)
    // About the middle of the run, where single precision is enough for what is added to the value there.
    let a = c[0] + middle * (c[1] + middle * (c[2] + middle * c[3]))
    let b = Float((c[1] + middle * (2 * c[2] + 3 * middle * c[3])) * step)
    let d = Float((c[2] + 3 * middle * c[3]) * step * step)
    let e = Float(c[3] * step * step * step)
    let base = Float(a)
    let half = Int32(truncatingIfNeeded: count / 2)
    for i in 0..<count {
        let t = Float(Int32(truncatingIfNeeded: i) &- half)
        row[i] = base + t * (b + t * (d + t * e))
    }
}
