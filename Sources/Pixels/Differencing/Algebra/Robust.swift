/// Median and scatter of doubles.
struct Robust: Sendable {
    /// 0 where there are no values.
    let median: Double
    /// 1.4826 times the median of the distances from the median.
    let scatter: Double

    init(_ values: [Double]) {
        let centre = Self.middle(values)
        median = centre
        scatter = 1.482_602_2 * Self.middle(values.map { abs($0 - centre) })
    }

    private static func middle(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
