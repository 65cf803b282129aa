public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension SkyCatalogue where Member == ActiveGalaxy {
    /// Active nuclei with a magnitude and a redshift, and where the catalogue has it the decimal logarithm of the
    /// black hole's mass (`logbh`, `LOGBH`, `log_mbh`, solar masses; else 8.5).
    ///
    /// Bands that are missing are those of the power law of all nuclei. The host is an elliptical of the mass that
    /// goes with the black hole's. Rows without a magnitude or a redshift are left out and counted.
    ///
    /// - Throws: `SkyModelError` with the line or row for places and numbers that are none, and where no row can be
    ///   used. Complexity: O(cells of the table).
    public init(activeGalaxies table: any CatalogueTable) throws(SkyModelError) {
        let reader = try NucleusReader(table)
        var identifiers = CatalogueIdentifiers(.catalogueGalaxy, salt: 0x41_474E)
        try self.init(table, "an active nucleus") { (row) throws(SkyModelError) in
            RowReading(try reader.nucleus(row, &identifiers), else: "no magnitude or redshift")
        }
    }
}

private struct NucleusReader {
    private let rows: CatalogueRows
    private let redshift: RedshiftColumns
    private let photometry: CataloguePhotometry
    private let mass: Int?

    init(_ table: any CatalogueTable) throws(SkyModelError) {
        rows = try CatalogueRows(table)
        redshift = RedshiftColumns(table)
        photometry = CataloguePhotometry(table, isRedshift: redshift.takesZ)
        mass = table.column(["logbh", "log_mbh", "logMBH"])
    }

    func nucleus(_ row: Int, _ identifiers: inout CatalogueIdentifiers) throws(SkyModelError) -> ActiveGalaxy? {
        let position = try rows.position(row)
        let given = try photometry.magnitudes(rows, row)
        guard !given.isEmpty, let z = try redshift.redshift(rows, row) else { return nil }
        let logMass = try rows.number(row, mass, in: 4...11.5) ?? 8.5
        let modulus = CatalogueDistance.modulus(redshift: z)
        let colours = PerBand { NucleusModel.correction($0, redshift: z) }
        let m = given.reduce(0) { $0 + $1.value - colours[$1.key] } / Double(given.count) - modulus
        let logLuminosity = (90 - m + 2.5 * (1 + NucleusModel.spectralIndex) * log10(3)) / 2.5
        let id = identifiers.id(try rows.name(row, position), position)
        return ActiveGalaxy(
            host: CatalogueHost.galaxy(id, position, redshift: z, logBlackHoleMass: logMass), logBlackHoleMass: logMass,
            logEddingtonRatio: logLuminosity - 38.1 - logMass, absoluteMagnitude: m,
            magnitudes: PerBand { given[$0] ?? m + modulus + colours[$0] })
    }
}

/// The galaxy in which something of a catalogue lies that says nothing of it.
enum CatalogueHost {
    /// An elliptical with the mass of stars that goes with its black hole.
    static func galaxy(_ id: SkyObjectID, _ position: SkyPosition, redshift: Double, logBlackHoleMass: Double) -> Galaxy
    {
        let logMass = 11 + (logBlackHoleMass - 8.69) / 1.17
        let unit = GalaxyStars(.elliptical, absoluteMagnitude: 0, redshift: redshift)
        return galaxy(.elliptical, id, position, redshift: redshift, absoluteMagnitude: (unit.logMass - logMass) / 0.4)
    }

    static func galaxy(
        _ type: GalaxyType, _ id: SkyObjectID, _ position: SkyPosition, redshift: Double, absoluteMagnitude m: Double
    ) -> Galaxy {
        let apparent = m + CatalogueDistance.modulus(redshift: redshift)
        let correction = GalaxyGrid.shared.correction(type, redshift: redshift)
        var draws = Draws(seed: 0, id.rawValue)
        return Galaxy(
            id: id, position: position, type: type, redshift: redshift, absoluteMagnitude: m,
            shape: GalaxyShape(
                type, absoluteMagnitude: m, redshift: redshift,
                distance: CatalogueDistance.comoving(redshift: redshift), &draws),
            stars: GalaxyStars(type, absoluteMagnitude: m, redshift: redshift), extinction: 0,
            bands: SIMD8<Float>(correction + apparent))
    }
}
