public import Imaging

/// What speaks against a source or one of its measurements, named as LSST's catalogues do.
public struct SourceFlags: NamedFlags, Sendable, Hashable {
    /// One bit for each flag, numbered as in `names`.
    public var rawValue: UInt32

    /// From bits, all of which are kept.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The footprint reaches the edge of the image, or pixels without data.
    public static let edge = SourceFlags(rawValue: 1 << 0)
    /// A pixel of the footprint is saturated.
    public static let saturated = SourceFlags(rawValue: 1 << 1)
    /// Within one pixel of the peak, as for all centres.
    public static let saturatedCenter = SourceFlags(rawValue: 1 << 2)
    /// A pixel of the footprint was interpolated.
    public static let interpolated = SourceFlags(rawValue: 1 << 3)
    /// A pixel within one of the peak was interpolated.
    public static let interpolatedCenter = SourceFlags(rawValue: 1 << 4)
    /// A pixel of the footprint has the plane `bad`.
    public static let bad = SourceFlags(rawValue: 1 << 5)
    /// A pixel of the footprint has the plane `suspect`.
    public static let suspect = SourceFlags(rawValue: 1 << 6)
    /// A pixel of the footprint has the plane `cosmicRay`.
    public static let cosmicRay = SourceFlags(rawValue: 1 << 7)
    /// A pixel within one of the peak has the plane `cosmicRay`.
    public static let cosmicRayCenter = SourceFlags(rawValue: 1 << 8)
    /// A pixel of the footprint has the plane `streak`.
    public static let streak = SourceFlags(rawValue: 1 << 9)
    /// One of several sources of a footprint.
    public static let blended = SourceFlags(rawValue: 1 << 10)
    /// The peak is below 0.
    public static let negative = SourceFlags(rawValue: 1 << 11)
    /// The windowed centre did not settle.
    public static let centroidFailed = SourceFlags(rawValue: 1 << 12)
    /// The PSF's place did not settle: the flux is that at the peak, or none.
    public static let psfFluxFailed = SourceFlags(rawValue: 1 << 13)
    /// More than a hundredth of an aperture is not usable.
    public static let apertureTruncated = SourceFlags(rawValue: 1 << 14)
    /// Adaptive moments did not converge.
    public static let shapeFailed = SourceFlags(rawValue: 1 << 15)
    /// No shape or no ellipse to sum, or less than half of the ellipse could be summed.
    public static let kronFailed = SourceFlags(rawValue: 1 << 16)

    /// By number of the bit.
    public static let names = [
        "edge", "saturated", "saturatedCenter", "interpolated", "interpolatedCenter", "bad", "suspect", "cosmicRay",
        "cosmicRayCenter", "streak", "blended", "negative", "centroidFailed", "psfFluxFailed", "apertureTruncated",
        "shapeFailed", "kronFailed",
    ]
}

extension MaskPlanes {
    /// A satellite's trail.
    public static let streak = MaskPlanes(rawValue: 1 << 9)
}

extension SourceFlags {
    /// What the mask says of a footprint and of the pixels around its peak.
    init(_ mask: Image<MaskPlanes>, _ footprint: Footprint, column: Int, row: Int) {
        var all = MaskPlanes([])
        for span in footprint.spans {
            for x in span.columns { all.formUnion(mask[x, Int(span.row)]) }
        }
        let near = PixelBox(aroundX: column, y: row, radius: 1).intersection(mask.bounds)
        let centre = near.rows.reduce(into: MaskPlanes([])) { planes, y in
            for x in near.columns { planes.formUnion(mask[x, y]) }
        }
        self = []
        let box = footprint.box
        let isAtEdge = box.x <= 0 || box.y <= 0 || box.endX >= mask.width || box.endY >= mask.height
        if isAtEdge || !all.isDisjoint(with: [.edge, .noData]) { insert(.edge) }
        for (plane, flag) in Self.planes where all.contains(plane) { insert(flag) }
        for (plane, flag) in Self.centres where centre.contains(plane) { insert(flag) }
    }

    private static let planes: [(MaskPlanes, SourceFlags)] = [
        (.saturated, .saturated), (.interpolated, .interpolated), (.bad, .bad), (.suspect, .suspect),
        (.cosmicRay, .cosmicRay), (.streak, .streak),
    ]
    private static let centres: [(MaskPlanes, SourceFlags)] = [
        (.saturated, .saturatedCenter), (.interpolated, .interpolatedCenter), (.cosmicRay, .cosmicRayCenter),
    ]
}
