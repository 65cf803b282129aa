internal import Imaging

/// The size that stars have: that which most sources share, with its scatter.
public struct SizeLocus: Sendable, Hashable {
    /// In the unit of the sizes.
    public let centre: Double
    /// How far a star's size may be from the centre.
    public let tolerance: Double

    /// Of the sizes of sources, in any order; nil where there is no finite one above 0.
    ///
    /// It begins where most sizes are within 4 % of each other, and goes on with those within 5 % or 2.5 scaled median
    /// absolute deviations of the median, whichever is more. Complexity: O(n log n).
    public init?(of sizes: [Double]) {
        let sizes = sizes.filter { $0.isFinite && $0 > 0 }.sorted()
        guard var centre = Self.mode(sizes) else { return nil }
        var tolerance = 0.05 * centre
        for _ in 0..<8 {
            let near = sizes.filter { abs($0 - centre) < 0.12 * centre }
            tolerance = max(0.05 * centre, 2.5 * Double(MedianDeviation(of: near.map(Float.init)).scatter))
            let members = sizes.filter { abs($0 - centre) < tolerance }
            guard !members.isEmpty else { break }
            centre = members[members.count / 2]
        }
        (self.centre, self.tolerance) = (centre, tolerance)
    }

    /// Whether the size is less than `tolerance` from the centre; NaN never is.
    public func contains(_ size: Double) -> Bool { abs(size - centre) < tolerance }

    /// The middle of the most populated interval of 8 %.
    private static func mode(_ sorted: [Double]) -> Double? {
        var (best, end, result) = (0, 0, sorted.first)
        for start in sorted.indices {
            while end < sorted.count, sorted[end] <= 1.08 * sorted[start] { end += 1 }
            if end - start > best { (best, result) = (end - start, sorted[(start + end - 1) / 2]) }
        }
        return result
    }
}
