/// Scores by trees over features, and a calibration of what they give.
public struct TreeScorer: ReliabilityScorer {
    /// What makes a score of the features.
    public let trees: TreeEnsemble
    /// From the trees' score to a probability.
    public let calibration: IsotonicMap
    /// What the model tells of itself: data, seeds, metrics, date.
    public let card: ModelCard
    private let features: [FeatureName]

    /// Reads a model: LightGBM's text, after its trees the sections `calibration:` and `card:`.
    ///
    /// Throws `RealBogusError` with the line where one is missing or malformed, or the trees use a feature that is not
    /// in `FeatureName`.
    public init(text: String) throws(RealBogusError) {
        let text = try ModelText(text)
        trees = try TreeEnsemble(text)
        features = try trees.featureNames.map { name throws(RealBogusError) in
            guard let feature = FeatureName(rawValue: name) else {
                throw RealBogusError(.unsupported, "the model uses the feature '\(name.prefix(40))', which is unknown")
            }
            return feature
        }
        calibration = try IsotonicMap(text.appendix("calibration"))
        card = ModelCard(try text.appendix("card"))
    }

    /// NaN where the S/N is; other missing features are known to the trees as such.
    ///
    /// Complexity: O(candidates x trees x depth).
    public func reliabilities(of candidates: [Candidate]) throws(RealBogusError) -> [Double] {
        try reliabilities(of: candidates.map(\.features))
    }

    /// The same from features alone.
    public func reliabilities(of features: [Features]) throws(RealBogusError) -> [Double] {
        let rows = features.flatMap { row in self.features.map { row[$0] } }
        let margins = try trees.margins(ofRows: rows)
        return zip(features, margins).map { features, margin in
            features[.snr].isNaN ? .nan : calibration.probability(ofScore: margin)
        }
    }
}

extension ModelText {
    fileprivate func appendix(_ title: String) throws(RealBogusError) -> Section {
        guard let section = appendices[Substring(title)] else {
            throw RealBogusError(.malformed, "the model has no section '\(title):' after its trees")
        }
        return section
    }
}

extension IsotonicMap {
    fileprivate init(_ section: ModelText.Section) throws(RealBogusError) {
        let scores = try section.entry("margins")
        let count = try scores.words().count
        let probabilities = try section.entry("probabilities").numbers(count)
        do throws(RealBogusError) {
            try self.init(scores: scores.numbers(), probabilities: probabilities)
        } catch {
            throw RealBogusError(error.code, error.message, line: error.line ?? scores.line)
        }
    }
}
