/// The scatter that measurements have beyond their errors.
enum ExcessScatter {
    /// The w for which half of the residuals r have r^2 / (variance + w^2) below the median of a chi square of one degree of
    /// freedom, 0.455; 0 where the errors explain all. Of the better measured half.
    static func width(_ residuals: [(value: Double, variance: Double)]) -> Double {
        let best = residuals.sorted { $0.variance < $1.variance }.prefix((residuals.count + 1) / 2)
        guard best.count >= 5 else { return 0 }
        var (low, high) = (0.0, best.reduce(0) { max($0, abs($1.value)) })
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if median(best, middle) > 0.454_936 { low = middle } else { high = middle }
        }
        return low
    }

    private static func median(_ residuals: ArraySlice<(value: Double, variance: Double)>, _ width: Double) -> Double {
        Robust(residuals.map { $0.value * $0.value / max($0.variance + width * width, .leastNormalMagnitude) }).median
    }
}
