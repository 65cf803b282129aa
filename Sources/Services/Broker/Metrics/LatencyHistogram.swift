/// Durations in classes, each half as wide again as the one before, from 1 ms to days.
struct LatencyHistogram {
    private static let bounds: [Double] = (0..<50).map { step in (0..<step).reduce(1.0) { bound, _ in bound * 1.5 } }
    private var counts = [Int](repeating: 0, count: 51)
    private var greatest = 0.0

    mutating func add(milliseconds: Int64, count: Int) {
        let value = Double(max(milliseconds, 0))
        greatest = max(greatest, value)
        counts[Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count] += count
    }

    var quantiles: LatencyQuantiles {
        LatencyQuantiles(half: quantile(0.5), ninetyNine: quantile(0.99), greatest: greatest)
    }

    /// Upper bound of the class that holds the quantile.
    private func quantile(_ share: Double) -> Double {
        let total = counts.reduce(0, +)
        var seen = 0
        for (index, count) in counts.enumerated() {
            seen += count
            if total > 0, Double(seen) >= share * Double(total) {
                return index < Self.bounds.count ? min(Self.bounds[index], greatest) : greatest
            }
        }
        return 0
    }
}
