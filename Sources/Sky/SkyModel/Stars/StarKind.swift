/// Component and sequence of a population.
struct StarKind: Sendable {
    let component: GalacticComponent
    let sequence: StellarSequence

    /// In the order of `StellarPopulation.all`.
    static let all = StellarPopulation.all.map { StarKind(component: $0.component, sequence: $0.sequence) }
}
