internal import SkyMath

/// Where a catalogue has its redshifts, or distances or velocities to take them from.
struct RedshiftColumns {
    private let redshift: [Int]
    private let distance: Int?
    private let velocity: Int?
    /// Column `z` is the redshift, as there are no other magnitudes of that kind.
    let takesZ: Bool

    init(_ table: any CatalogueTable) {
        let hasMagnitudes = table.column(["g", "r", "i"], exactly: true) != nil
        takesZ = !hasMagnitudes
        let names = [
            "redshift", "REDSHIFT_FINAL", "zspec", "z_spec", "specz", "z_cmb", "zhelio", "z_best", "zphot",
            "HOSTGAL_SPECZ", "HOSTGAL_PHOTOZ",
        ]
        redshift =
            names.compactMap { table.column([$0]) }
            + (takesZ ? [table.column(["z"], exactly: true)].compactMap(\.self) : [])
        distance = table.column(["distmpc", "distance_mpc", "Dist_Mpc"])
        velocity = table.column(["RadVel", "cz", "HRV"])
    }

    /// Nil where there is none that is positive; those above 12 are no redshifts.
    func redshift(_ rows: CatalogueRows, _ row: Int) throws(SkyModelError) -> Double? {
        for column in redshift {
            if let z = try rows.number(row, column, in: 1e-5...12) { return z }
        }
        if let distance = try rows.number(row, distance, in: 0.01...1e5) {
            return Self.redshift(luminosityDistance: distance)
        }
        return try rows.number(row, velocity, in: 3...3e6).map { $0 / 299_792.458 }
    }

    /// The redshift at which things are so far, Mpc. Complexity: some 50 distances.
    static func redshift(luminosityDistance: Double) -> Double {
        var (low, high) = (1e-6, 12.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            let isFar = Cosmology.planck2018.luminosityDistance(redshift: middle) > luminosityDistance
            if isFar { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }
}

/// Where a catalogue has its galaxies' outlines.
struct ShapeColumns {
    private let radius: Int?
    private let major: Int?
    private let minor: Int?
    private let ratio: Int?
    private let angle: Int?
    private let sersic: Int?

    init(_ table: any CatalogueTable) {
        radius = table.column(["half_light_radius", "petroR50_r", "petroRad50_r", "r50", "reff_arcsec"])
        major = table.column(["MajAx", "D25"])
        minor = table.column(["MinAx"])
        ratio = table.column(["b2a", "axis_ratio", "expAB_r", "deVAB_r", "ba"])
        angle = table.column(["PosAng", "position_angle", "pa", "expPhi_r", "deVPhi_r"])
        sersic = table.column(["sersic", "sersic_n", "nser"])
    }

    /// What the catalogue lacks is drawn, from the galaxy's identifier, as for synthetic galaxies. A disc of Freeman's
    /// (1970, doi:10.1086/150474) central brightness holds half of its light within 0.544 of its 25 mag isophote.
    func shape(
        _ rows: CatalogueRows, _ row: Int, _ type: GalaxyType, _ magnitude: Double, redshift: Double, _ id: SkyObjectID
    ) throws(SkyModelError) -> GalaxyShape {
        var draws = Draws(seed: 0, id.rawValue)
        let distance = CatalogueDistance.comoving(redshift: redshift)
        var shape = GalaxyShape(
            type, absoluteMagnitude: magnitude, redshift: redshift, distance: distance, &draws)
        let (major, minor) = (try rows.number(row, major, in: 0.01...1e3), try rows.number(row, minor, in: 0.01...1e3))
        if let radius = try rows.number(row, radius, in: 0.01...1e4) {
            shape.halfLightRadius = radius
        } else if let major {
            shape.halfLightRadius = major * 30 * 0.544
        }
        if let ratio = try rows.number(row, ratio, in: 0.01...1) {
            shape.axisRatio = ratio
        } else if let major, let minor {
            shape.axisRatio = min(minor / major, 1)
        }
        if let angle = try rows.number(row, angle, in: -360...360) { shape.positionAngle = wrapDegrees(2 * angle) / 2 }
        if let index = try rows.number(row, sersic, in: 0.3...8) { shape.sersicIndex = index }
        return shape
    }
}
