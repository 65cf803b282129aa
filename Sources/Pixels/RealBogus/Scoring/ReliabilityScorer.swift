/// Tells how likely it is that a detection is a change in the sky and no artefact.
///
/// A reliability is a probability in 0 ... 1, or NaN where the scorer cannot tell: comparisons with a cut then drop the
/// candidate. A scorer says which values it needs; one that lacks others does with those it has.
public protocol ReliabilityScorer: Sendable {
    /// One for each candidate, in their order. Throws where the scorer itself fails, never because of a candidate.
    func reliabilities(of candidates: [Candidate]) throws -> [Double]
}

extension ReliabilityScorer {
    /// That of one candidate; throws where the scorer itself fails.
    public func reliability(of candidate: Candidate) throws -> Double {
        try reliabilities(of: [candidate]).first ?? .nan
    }
}
