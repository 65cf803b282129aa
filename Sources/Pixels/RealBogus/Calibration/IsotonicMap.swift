/// A rising map from a score to a probability, straight between its knots and level beyond them.
///
/// Source: isotonic regression by pooling adjacent violators (Ayer et al. 1955, doi:10.1214/aoms/1177728423), for
/// probabilities from scores Zadrozny and Elkan 2002 (doi:10.1145/775047.775151).
public struct IsotonicMap: Sendable, Hashable {
    /// Rising strictly.
    public let scores: [Double]
    /// In 0 ... 1, never falling.
    public let probabilities: [Double]

    /// Throws `RealBogusError` unless there is a knot, as many scores as probabilities, and both rise as they must.
    public init(scores: [Double], probabilities: [Double]) throws(RealBogusError) {
        guard !scores.isEmpty, scores.count == probabilities.count else {
            throw RealBogusError(
                .size, "\(scores.count) scores and \(probabilities.count) probabilities for a calibration")
        }
        guard scores.allSatisfy(\.isFinite), zip(scores, scores.dropFirst()).allSatisfy(<) else {
            throw RealBogusError(.parameter, "the scores of a calibration do not rise")
        }
        guard probabilities.allSatisfy((0...1).contains), zip(probabilities, probabilities.dropFirst()).allSatisfy(<=)
        else { throw RealBogusError(.parameter, "the probabilities of a calibration do not rise within 0 ... 1") }
        (self.scores, self.probabilities) = (scores, probabilities)
    }

    /// The probability for a score; NaN for NaN. Complexity: O(log knots).
    public func probability(ofScore score: Double) -> Double {
        guard !score.isNaN else { return .nan }
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] <= score { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return probabilities[0] }
        guard low < scores.count else { return probabilities[scores.count - 1] }
        let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
        return probabilities[low - 1] + share * (probabilities[low] - probabilities[low - 1])
    }
}

extension IsotonicMap {
    /// Learns the map from outcomes of scores that the model was not trained on.
    ///
    /// A pool of n scores of which k came true becomes a knot at their mean with (k + 1/2) / (n + 1), so that no finite
    /// set makes certainty. Scores of NaN are left out. Complexity: O(n log n).
    ///
    /// Throws `RealBogusError` when the counts differ or no score is finite.
    public init(fitting scores: [Double], outcomes: [Bool]) throws(RealBogusError) {
        guard scores.count == outcomes.count else {
            throw RealBogusError(.size, "\(scores.count) scores with \(outcomes.count) outcomes")
        }
        var pools = [Pool]()
        for n in scores.indices.filter({ scores[$0].isFinite }).sorted(by: { scores[$0] < scores[$1] }) {
            var pool = Pool(count: 1, trueCount: outcomes[n] ? 1 : 0, sum: scores[n], last: scores[n])
            while let previous = pools.last, previous.last == pool.last || previous.level >= pool.level {
                pool.absorb(pools.removeLast())
            }
            pools.append(pool)
        }
        try self.init(knots: pools)
    }

    private init(knots pools: [Pool]) throws(RealBogusError) {
        var (scores, levels) = ([Double](), [Double]())
        for pool in pools {
            let score = pool.sum / pool.count
            if let last = scores.last, score <= last { continue }
            scores.append(score)
            levels.append(max(levels.last ?? 0, pool.smoothed))
        }
        try self.init(scores: scores, probabilities: levels)
    }

    /// Neighbouring scores of one probability.
    private struct Pool {
        var count: Double
        var trueCount: Double
        var sum: Double
        /// The greatest score.
        var last: Double

        var level: Double { trueCount / count }
        var smoothed: Double { (trueCount + 0.5) / (count + 1) }

        mutating func absorb(_ lower: Pool) {
            count += lower.count
            trueCount += lower.trueCount
            sum += lower.sum
        }
    }
}
