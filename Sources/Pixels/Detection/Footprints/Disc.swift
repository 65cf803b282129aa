internal import Imaging

/// The pixels whose centres are within a radius of a pixel's centre.
struct Disc: Sendable {
    /// Columns each way, for rows -radius ... radius.
    let halfWidths: [Int]

    /// A radius below 0 counts as 0, one above 10,000 as that.
    init(radius: Double) {
        let radius = radius.isFinite ? max(0, min(10_000, radius)) : 0
        let rows = Int(radius)
        halfWidths = (-rows...rows).map { Int(max(0, radius * radius - Double($0 * $0)).squareRoot()) }
    }

    var radius: Int { halfWidths.count / 2 }
}

extension Image<MaskPlanes> {
    /// Adds `planes` to every pixel within `disc` of one of the run's.
    mutating func paint(_ span: Span, grownBy disc: Disc, _ planes: MaskPlanes) {
        let (width, height) = (width, height)
        withUnsafeMutablePixels { pixels in
            guard let start = pixels.baseAddress else { return }
            for (n, half) in disc.halfWidths.enumerated() {
                let y = Int(span.row) + n - disc.radius
                guard y >= 0, y < height else { continue }
                let row = start + y * width
                for x in max(0, Int(span.start) - half)..<min(width, Int(span.end) + half) { row[x].formUnion(planes) }
            }
        }
    }
}
