/// The scatter that measurements have beyond their errors.
enum ExcessScatter {
    /// Of the better measured half; 0 where the errors explain all, or there are fewer than nine.
    static func width(_ residuals: [(value: Double, variance: Double)]) -> Double {
        let best = Array(residuals.sorted { $0.variance < $1.variance }.prefix((residuals.count + 1) / 2))
        guard best.count >= 5 else { return 0 }
        return width(explaining: best, upTo: best.reduce(0) { max($0, abs($1.value)) })
    }

    /// The w up to a limit for which half of the residuals r have r^2 / (variance + w^2) below the median of a chi square of
    /// one degree of freedom, 0.4549; 0 where the errors explain all.
    static func width(explaining residuals: [(value: Double, variance: Double)], upTo limit: Double) -> Double {
        var (low, high) = (0.0, limit)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if median(residuals, middle) > 0.4549 { low = middle } else { high = middle }
        }
        return low
    }

    private static func median(_ residuals: [(value: Double, variance: Double)], _ width: Double) -> Double {
        Robust.median(
            residuals.map { $0.value * $0.value / max($0.variance + width * width, .leastNormalMagnitude) })
    }
}
