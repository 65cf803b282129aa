/// Running statistics of one band's fluxes, in nJy. A new flux costs O(1), and every answer O(1).
///
/// Fluxes f with errors s, weights w = 1/s^2, W = sum of w. A pair of which either is not finite, or whose error is not
/// positive, counts for nothing.
struct FluxStatistics: Sendable, Hashable {
    /// Number of fluxes that count.
    private(set) var count = 0
    /// Smallest and largest flux; infinities where there is none.
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity
    private var weights = 0.0
    private var runningWeightedMean = 0.0
    private var weightedSquares = 0.0
    private var runningMean = 0.0
    private var squares = 0.0
    private var errors = 0.0

    /// Adds a flux and its error, by Welford's recurrence and West's for weights (DOI 10.1145/359146.359153).
    mutating func add(_ flux: Double, _ error: Double) {
        guard flux.isFinite, error.isFinite, error > 0 else { return }
        let weight = 1 / (error * error)
        guard weight.isFinite, weight > 0 else { return }
        count += 1
        minimum = min(minimum, flux)
        maximum = max(maximum, flux)
        errors += error
        let fromMean = flux - runningMean
        runningMean += fromMean / Double(count)
        squares += fromMean * (flux - runningMean)
        weights += weight
        let fromWeighted = flux - runningWeightedMean
        runningWeightedMean += fromWeighted * weight / weights
        weightedSquares += weight * fromWeighted * (flux - runningWeightedMean)
    }

    /// sum(w f) / W.
    var weightedMean: Double? { count > 0 ? runningWeightedMean : nil }
    /// sqrt(1 / W).
    var weightedMeanError: Double? { count > 0 ? (1 / weights).squareRoot() : nil }
    /// The sample's standard deviation, sqrt(sum((f - mean)^2) / (n - 1)); nil for fewer than two.
    var sigma: Double? { count > 1 ? (squares / Double(count - 1)).squareRoot() : nil }
    /// sum(w (f - weighted mean)^2).
    var chiSquare: Double? { count > 0 ? weightedSquares : nil }
    /// The mean of the errors.
    var errorMean: Double? { count > 0 ? errors / Double(count) : nil }
}
