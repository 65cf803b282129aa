#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension HEALPix {
    /// Ranges of pixels that cover every place within `radius` degrees of a place, ascending and apart.
    ///
    /// Conservative: pixels that only come near may be among them, none that overlaps is missing. `refinement` bounds
    /// how many orders beyond the cone's own size the border is followed, and so the number of ranges (some ten per
    /// order); the rest of the border is taken whole. Complexity: O(ranges).
    public func cone(_ centre: SkyPosition, radius: Double, refinement: Int = 4) -> [Range<Int64>] {
        guard centre.ra.isFinite, centre.dec.isFinite, radius >= 0 else { return [] }
        let ownSize = (0...29).first { Self.pixelRadius(order: $0) <= radius } ?? 29
        let query = ConeQuery(
            centre: centre, radius: radius, order: order, deepest: min(order, ownSize + max(refinement, 0)))
        var ranges: [Range<Int64>] = []
        for face in 0..<Int64(12) { query.visit(face, order: 0, into: &ranges) }
        return ranges
    }

    /// An upper bound of the distance, in degrees, between a pixel's centre and any place in it.
    ///
    /// The largest pixels touch the parallel z = 2/3, where their half diagonal along it is 45 degrees / nside.
    static func pixelRadius(order: Int) -> Double {
        let nside = Double(1 << order)
        let rim = 1 - (1 - 1 / nside) * (1 - 1 / nside) / 3
        let side = SkyPosition(ra: 45 / nside, dec: degrees(asin(2.0 / 3)))
        return side.separation(to: SkyPosition(ra: 0, dec: degrees(asin(min(rim, 1))))) * (1 + 1e-9) + 1e-13
    }
}

private struct ConeQuery {
    var centre: SkyPosition
    var radius: Double
    var order: Int
    var deepest: Int

    func visit(_ pixel: Int64, order level: Int, into ranges: inout [Range<Int64>]) {
        let grid = HEALPix(order: level)
        let distance = grid.centre(of: pixel).separation(to: centre)
        let reach = HEALPix.pixelRadius(order: level)
        guard distance <= radius + reach else { return }
        if level >= deepest || distance + reach <= radius {
            append(pixel, level, &ranges)
        } else {
            for child in 0..<Int64(4) { visit(pixel * 4 + child, order: level + 1, into: &ranges) }
        }
    }

    private func append(_ pixel: Int64, _ level: Int, _ ranges: inout [Range<Int64>]) {
        let shift = Int64(2 * (order - level))
        let range = pixel << shift..<(pixel + 1) << shift
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }
}
