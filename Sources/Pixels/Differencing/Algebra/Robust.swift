/// Median and scatter of doubles.
struct Robust: Sendable {
    /// 0 where there are no values.
    let median: Double
    /// 1.4826 times the median of the distances from the median.
    let scatter: Double

    init(_ values: [Double]) {
        let centre = Self.median(values)
        median = centre
        scatter = 1.482_602_2 * Self.median(values.map { abs($0 - centre) })
    }

    /// The middle value, or the mean of the two in the middle; 0 where there are none.
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
