/// How often what was given a probability came true, bin by bin: a calibrated scorer lies on the diagonal.
public struct ReliabilityDiagram: Sendable, Hashable {
    /// A range of probabilities with the candidates that were given one in it.
    public struct Bin: Sendable, Hashable {
        /// The least probability of the bin.
        public let lower: Double
        /// The bin's end; it belongs to the next bin, and to the last one where it is 1.
        public let upper: Double
        /// Candidates in the bin.
        public let count: Int
        /// Candidates in the bin whose outcome is true.
        public let trueCount: Int
        /// NaN in an empty bin.
        public let meanProbability: Double

        /// Share that came true; NaN in an empty bin.
        public var frequency: Double { count > 0 ? Double(trueCount) / Double(count) : .nan }

        /// The binomial share's interval at `sigmas` standard deviations by Wilson's score (1927,
        /// doi:10.1080/01621459.1927.10502953); 0 ... 1 in an empty bin.
        public func interval(sigmas: Double = 1) -> ClosedRange<Double> {
            guard count > 0 else { return 0...1 }
            let (n, square) = (Double(count), sigmas * sigmas)
            let centre = (frequency + square / (2 * n)) / (1 + square / n)
            let spread = frequency * (1 - frequency) / n + square / (4 * n * n)
            let half = abs(sigmas) / (1 + square / n) * spread.squareRoot()
            return max(0, centre - half)...min(1, centre + half)
        }
    }

    /// Of equal width, from 0 to 1; a probability at a border belongs to the upper one.
    public let bins: [Bin]
    /// Mean of (probability - outcome)^2 (Brier 1950); NaN without candidates.
    public let brierScore: Double

    /// Throws `RealBogusError` unless counts agree, probabilities are in 0 ... 1 or NaN (left out), and bins 1 ... 1000.
    public init(probabilities: [Double], outcomes: [Bool], bins count: Int = 10) throws(RealBogusError) {
        guard probabilities.count == outcomes.count, (1...1000).contains(count) else {
            throw RealBogusError(
                .size, "\(probabilities.count) probabilities, \(outcomes.count) outcomes and \(count) bins")
        }
        guard probabilities.allSatisfy({ $0.isNaN || (0...1).contains($0) }) else {
            throw RealBogusError(.parameter, "a probability beyond 0 ... 1")
        }
        let pairs = zip(probabilities, outcomes).filter { !$0.0.isNaN }
        let groups = Dictionary(grouping: pairs) { min(count - 1, Int($0.0 * Double(count))) }
        bins = (0..<count).map { n in
            let group = groups[n] ?? []
            return Bin(
                lower: Double(n) / Double(count), upper: Double(n + 1) / Double(count), count: group.count,
                trueCount: group.count(where: \.1), meanProbability: Self.mean(group.map(\.0)))
        }
        brierScore = Self.mean(pairs.map { ($0.0 - ($0.1 ? 1 : 0)) * ($0.0 - ($0.1 ? 1 : 0)) })
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
