/// Which populations the sky holds, and which of them come from a catalogue.
public struct SkySetting: Sendable, Hashable {
    /// Those that the sky holds.
    public var populations: Set<SkyPopulation>
    /// Files that stand for populations, or beside them; empty for none.
    public var catalogues: [CatalogueSetting]

    /// By default all populations, none from a catalogue.
    public init(
        populations: Set<SkyPopulation> = Set(SkyPopulation.allCases), catalogues: [CatalogueSetting] = []
    ) {
        self.populations = populations
        self.catalogues = catalogues
    }

    /// All that the catalogues are read from, as written in the scenario.
    public var files: [String] { catalogues.flatMap { [$0.file] + [$0.magnitudes].compactMap(\.self) } }
}

/// A population that can be switched on and off, or replaced by a real catalogue.
public enum SkyPopulation: String, Sendable, Hashable, CaseIterable {
    case stars, variables, galaxies, agn, transients, solarSystem = "solar-system", artefacts
}

/// A file that replaces a synthetic population, or stands beside it.
public struct CatalogueSetting: Sendable, Hashable {
    /// The one that the file replaces, or stands beside.
    public var population: SkyPopulation
    /// As written in the scenario: relative to the scenario's own folder.
    public var file: String
    /// The synthetic bodies stay as well; of the solar system only.
    public var isBesideSynthetic: Bool
    /// Absolute magnitudes of the file's bodies, as Sorcha has them in a file of its own; of the solar system only.
    public var magnitudes: String?

    /// By default the file replaces the synthetic population.
    public init(
        population: SkyPopulation, file: String, isBesideSynthetic: Bool = false, magnitudes: String? = nil
    ) {
        self.population = population
        self.file = file
        self.isBesideSynthetic = isBesideSynthetic
        self.magnitudes = magnitudes
    }
}
