/// A function given at rising points, linear between them and constant beyond.
struct PointTable: Sendable {
    private let x: [Double]
    private let y: [Double]

    /// Points must rise in x.
    init(_ points: [(Double, Double)]) {
        x = points.map(\.0)
        y = points.map(\.1)
    }

    /// Complexity: O(log n).
    func callAsFunction(_ value: Double) -> Double {
        guard let first = x.first, let last = x.last, let end = y.last else { return 0 }
        if value <= first { return y[0] }
        if value >= last { return end }
        var (low, high) = (0, x.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if x[middle] <= value { low = middle } else { high = middle }
        }
        return y[low] + (y[high] - y[low]) * (value - x[low]) / (x[high] - x[low])
    }
}
