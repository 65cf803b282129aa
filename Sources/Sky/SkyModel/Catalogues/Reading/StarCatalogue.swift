public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension SkyCatalogue where Member == Star {
    /// Stars with proper motions (mas/yr, of RA times cos dec), parallaxes (mas) and magnitudes (see
    /// docs: ugrizy, Gaia's or Johnson's), found by the names that Gaia, SDSS, Pan-STARRS and Hipparcos give them.
    ///
    /// Bands that the catalogue lacks are those of the main sequence with the colours that it has. What else is not
    /// given is that of a thin-disc dwarf at rest 1 kpc away. A column of classes of variability is heeded.
    ///
    /// - Throws: `SkyModelError` with the line or row for places and numbers that are none, and where no row has a
    ///   magnitude. Complexity: O(cells of the table).
    public init(stars table: any CatalogueTable) throws(SkyModelError) {
        let reader = try StarReader(table)
        var identifiers = CatalogueIdentifiers(.catalogueStar, salt: 0x5354_4152)
        try self.init(table, "a star") { (row) throws(SkyModelError) in
            RowReading(try reader.star(row, &identifiers), else: "no magnitude")
        }
    }
}

/// Reads rows as stars.
struct StarReader {
    let rows: CatalogueRows
    private let photometry: CataloguePhotometry
    private let motionRA: Int?
    private let motionDec: Int?
    private let parallax: Int?
    private let velocity: Int?
    private let variability: Int?

    init(_ table: any CatalogueTable) throws(SkyModelError) {
        rows = try CatalogueRows(table)
        photometry = CataloguePhotometry(table)
        motionRA = table.column(["pmra", "pm_ra_cosdec_masyr", "pmRA_cosdec", "Pm-RA", "pm_ra"])
        motionDec = table.column(["pmdec", "pmDE", "pm_dec_masyr", "Pm-Dec", "pm_dec"])
        parallax = table.column(["parallax", "parallax_mas", "Plx", "Pax"])
        velocity = table.column(["radial_velocity", "RV", "rv"])
        variability = table.column(VariableName.columns)
        guard !photometry.isEmpty else {
            let there = table.columnNames.prefix(60).joined(separator: ", ")
            throw SkyModelError("The catalogue has no column of magnitudes; there are \(there).")
        }
    }

    /// Nil where the row has no magnitude.
    func star(_ row: Int, _ identifiers: inout CatalogueIdentifiers) throws(SkyModelError) -> Star? {
        let position = try rows.position(row)
        let given = try photometry.magnitudes(rows, row)
        guard !given.isEmpty else { return nil }
        let magnitudes = StellarLocus.completed(given)
        let parallax = max(try rows.number(row, parallax, in: -1e3...1e3) ?? 1, 0.01)
        let name = try rows.name(row, position)
        return Star(
            id: identifiers.id(name, position), position: position,
            properMotionRA: try rows.number(row, motionRA, in: -2e4...2e4) ?? 0,
            properMotionDec: try rows.number(row, motionDec, in: -2e4...2e4) ?? 0, parallax: parallax,
            radialVelocity: try rows.number(row, velocity, in: -2e3...2e3) ?? 0, component: .thinDisc,
            sequence: .mainSequence, variability: VariableName.kind(try rows.text(row, variability)) ?? .constant,
            absoluteMagnitude: magnitudes[.r] - (10 - 5 * log10(parallax)),
            effectiveTemperature: EffectiveTemperature.kelvin(gMinusI: magnitudes[.g] - magnitudes[.i]),
            extinction: 0, magnitudes: magnitudes)
    }
}
