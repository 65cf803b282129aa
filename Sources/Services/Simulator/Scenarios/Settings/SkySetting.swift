/// Which populations the sky holds, and which of them come from a catalogue.
public struct SkySetting: Sendable, Hashable {
    public var populations: Set<SkyPopulation>
    public var catalogues: [CatalogueSetting]

    public init(
        populations: Set<SkyPopulation> = Set(SkyPopulation.allCases), catalogues: [CatalogueSetting] = []
    ) {
        self.populations = populations
        self.catalogues = catalogues
    }
}

/// A population that can be switched on and off, or replaced by a real catalogue.
public enum SkyPopulation: String, Sendable, Hashable, CaseIterable {
    case stars, variables, galaxies, agn, transients, solarSystem = "solar-system", artefacts
}

/// A file that replaces a synthetic population.
public struct CatalogueSetting: Sendable, Hashable {
    public var population: SkyPopulation
    /// As written in the scenario: relative to the scenario's own folder.
    public var file: String

    public init(population: SkyPopulation, file: String) {
        self.population = population
        self.file = file
    }
}
