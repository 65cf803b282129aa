internal import SkyMath

/// Real catalogues that stand for synthetic populations; nil where the synthetic one is drawn.
public struct SkyCatalogues: Sendable {
    /// Stars of constant light, and those to which the catalogue gives a class.
    public var stars: SkyCatalogue<Star>?
    /// Stars that vary, with what the catalogue knows of their light curves.
    public var variables: SkyCatalogue<CatalogueVariable>?
    /// Galaxies, with magnitudes that leave active nuclei out.
    public var galaxies: SkyCatalogue<Galaxy>?
    /// Galaxies with active nuclei.
    public var activeGalaxies: SkyCatalogue<ActiveGalaxy>?
    /// Supernovae and other transients.
    public var transients: SkyCatalogue<CatalogueTransient>?

    /// No catalogues: all is synthetic.
    public init() {}
}

/// The sky that a simulation sees: synthetic, but for the populations that catalogues replace.
///
/// What is asked for cell by cell does not depend on what was asked before, or on which thread. Synthetic stars that
/// vary stay when `stars` is replaced and go when `variables` is, and the other way round for constant ones; synthetic
/// transients explode in synthetic galaxies, whether or not these are shown.
public struct Sky: Sendable {
    /// What is drawn where no catalogue replaces it.
    public let synthetic: SyntheticSky
    /// What replaces populations of the synthetic sky.
    public let catalogues: SkyCatalogues

    /// Without catalogues all is synthetic.
    public init(_ synthetic: SyntheticSky, catalogues: SkyCatalogues = SkyCatalogues()) {
        self.synthetic = synthetic
        self.catalogues = catalogues
    }

    /// That of the synthetic sky.
    public var seed: UInt64 { synthetic.seed }

    /// Constant and variable stars of one cell whose mean r magnitude is less than `limit`, ascending by identifier.
    public func stars(cell: Int64, brighterThan limit: Double) -> [Star] {
        var stars = catalogues.stars?.members(cell: cell).filter { $0.magnitude(.r) < limit } ?? []
        stars += catalogues.variables?.members(cell: cell).map(\.star).filter { $0.magnitude(.r) < limit } ?? []
        if catalogues.stars == nil || catalogues.variables == nil {
            stars += synthetic.starCell(cell, brighterThan: limit).stars(brighterThan: limit).filter { star in
                star.variability == .constant ? catalogues.stars == nil : catalogues.variables == nil
            }
        }
        return stars.sorted { $0.id < $1.id }
    }

    /// Galaxies of one cell whose r magnitude is less than `limit`, ascending by identifier.
    public func galaxies(cell: Int64, brighterThan limit: Double) -> [Galaxy] {
        guard let galaxies = catalogues.galaxies else {
            return synthetic.galaxyCell(cell).galaxies(brighterThan: limit)
        }
        return galaxies.members(cell: cell).filter { $0.magnitude(.r) < limit }
    }
}
