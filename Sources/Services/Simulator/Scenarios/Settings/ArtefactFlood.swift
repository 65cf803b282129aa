public import Observing

/// More artefacts of some populations than usual.
public struct ArtefactFlood: Sendable, Hashable {
    /// Times as many as usual, at least 1.
    public var factor: Double
    /// Which of them.
    public var populations: Set<ArtefactPopulation>

    /// Without a factor the usual number.
    public init(factor: Double = 1, populations: Set<ArtefactPopulation> = ArtefactPopulation.all) {
        (self.factor, self.populations) = (factor, populations)
    }

    /// The rates of a visit that is filled up with `filling` times as many artefacts; those of the flood come at the
    /// flood's rate where that is greater.
    func rates(_ usual: ArtefactRates, filling: Double) -> ArtefactRates {
        let others = ArtefactPopulation.all.subtracting(populations)
        return usual.scaled(by: max(factor, filling), populations).scaled(by: filling, others)
    }

    /// Whether there will be more of a population when `filling` grows: dipoles are no more than bright stars.
    func grows(_ population: ArtefactPopulation?, filling: Double) -> Bool {
        guard let population, population != .dipoles else { return false }
        return !populations.contains(population) || filling >= factor
    }
}

extension ArtefactFlood {
    var canonicalPairs: CanonicalText.Pairs {
        let words = ArtefactPopulation.allCases.filter(populations.contains).map(\.rawValue)
        let some = populations == ArtefactPopulation.all ? nil : CanonicalText.flow(words)
        return [("factor", Quantity.text(factor)), ("of", some)]
    }
}
