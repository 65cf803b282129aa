public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension SkyCatalogue where Member == Galaxy {
    /// Galaxies with a magnitude and a redshift (`redshift`, `zspec`, ..., or by a distance in Mpc, or a velocity in
    /// km/s), and where the catalogue has them half-light radius (arcsec) or D25 axes (arcmin), axis ratio, position
    /// angle (degrees), Hubble type and mass of the stars (solar masses).
    ///
    /// Bands that are missing are those of the type's spectrum at the redshift. Rows without a magnitude or a positive
    /// redshift, and those that a column `Type` does not name a galaxy (`G`, `GPair`, `GTrpl`, `GGroup`), are left out
    /// and counted.
    ///
    /// - Throws: `SkyModelError` with the line or row for places and numbers that are none, and where no row can be
    ///   used. Complexity: O(cells of the table).
    public init(galaxies table: any CatalogueTable) throws(SkyModelError) {
        let reader = try GalaxyReader(table)
        var identifiers = CatalogueIdentifiers(.catalogueGalaxy, salt: 0x47_414C)
        try self.init(table, "a galaxy") { (row) throws(SkyModelError) in try reader.galaxy(row, &identifiers) }
    }
}

/// Reads rows as galaxies.
private struct GalaxyReader {
    private let rows: CatalogueRows
    private let photometry: CataloguePhotometry
    private let redshift: RedshiftColumns
    private let shape: ShapeColumns
    private let kind: Int?
    private let hubble: Int?
    private let mass: Int?

    init(_ table: any CatalogueTable) throws(SkyModelError) {
        rows = try CatalogueRows(table)
        redshift = RedshiftColumns(table)
        photometry = CataloguePhotometry(table, isRedshift: redshift.takesZ)
        shape = ShapeColumns(table)
        kind = table.column(["Type"], exactly: true)
        hubble = table.column(["Hubble", "hubble_type", "MType", "morph_type"])
        mass = table.column(["mstar", "stellar_mass"])
    }

    func galaxy(_ row: Int, _ identifiers: inout CatalogueIdentifiers) throws(SkyModelError) -> RowReading<Galaxy> {
        let kind = try rows.text(row, kind)
        guard kind.isEmpty || kind.lowercased().hasPrefix("g"), kind != "GCl" else { return .leftOut("type '\(kind)'") }
        let position = try rows.position(row)
        let given = try photometry.magnitudes(rows, row)
        guard !given.isEmpty else { return .leftOut("no magnitude") }
        guard let z = try redshift.redshift(rows, row) else { return .leftOut("no redshift") }
        let type = Self.type(try rows.text(row, hubble), given)
        let light = GalaxyLight(type, redshift: z, given: given)
        var stars = GalaxyStars(type, absoluteMagnitude: light.absoluteMagnitude, redshift: z)
        if let mass = try rows.number(row, mass, in: 1e3...1e14) {
            stars.logStarFormationRate += log10(mass) - stars.logMass
            stars.logMass = log10(mass)
        }
        let id = identifiers.id(try rows.name(row, position), position)
        let outline = try shape.shape(rows, row, type, light.absoluteMagnitude, redshift: z, id)
        return .found(
            Galaxy(
                id: id, position: position, type: type, redshift: z, absoluteMagnitude: light.absoluteMagnitude,
                shape: outline, stars: stars, extinction: 0, bands: light.bands))
    }

    /// By the Hubble type, else by colour: u - r of 2.22 parts early from late types (Strateva et al. 2001,
    /// doi:10.1086/323301).
    private static func type(_ hubble: String, _ given: [Passband: Double]) -> GalaxyType {
        switch hubble.first {
        case "E": return .elliptical
        case "S": return hubble.hasPrefix("S0") ? .elliptical : .spiral
        case "I": return .irregular
        default: break
        }
        guard let u = given[.u], let r = given[.r] else { return .spiral }
        return u - r > 2.22 ? .elliptical : .spiral
    }
}

/// A galaxy's magnitudes in all bands by those that are known.
struct GalaxyLight {
    /// M_r at rest.
    let absoluteMagnitude: Double
    let bands: SIMD8<Float>

    /// - Parameter given: at least one magnitude, with the Galaxy's dust.
    init(_ type: GalaxyType, redshift z: Double, given: [Passband: Double]) {
        let correction = GalaxyGrid.shared.correction(type, redshift: z)
        let offset =
            given.reduce(0) { $0 + $1.value - correction[Int($1.key.rawValue)] } / Double(max(given.count, 1))
        absoluteMagnitude = offset - CatalogueDistance.modulus(redshift: z)
        var bands = SIMD8<Float>()
        for band in Passband.allCases {
            let place = Int(band.rawValue)
            bands[place] = Float(given[band] ?? correction[place] + offset)
        }
        self.bands = bands
    }
}
