internal import SkyMath

/// The magnitudes of a catalogue's rows in LSST's bands.
///
/// Columns `u` ... `y`, `umag`, `psfMag_u`, `gMeanPSFMag` and the like are AB magnitudes of SDSS or Pan-STARRS and
/// are taken for LSST's, which they are to about 0.1 mag. Gaia's G, BP and RP and Johnson's B and V become g, r and i
/// by `GaiaPhotometry` and `JohnsonPhotometry`. A column `mag` or `magnitude` is taken for r.
struct CataloguePhotometry {
    private let bands: [(Passband, [Int])]
    private let gaia: (g: Int, blue: Int?, red: Int?, colour: Int?)?
    private let johnson: (blue: Int?, visual: Int?, colour: Int?)
    private let single: Int?

    /// - Parameter isRedshift: column `z` is no magnitude.
    init(_ table: any CatalogueTable, isRedshift z: Bool = false) {
        bands = Passband.allCases.map { band in
            (band, Self.names(band).compactMap { $0 == "z" && z ? nil : table.column([$0], exactly: true) })
        }
        gaia = table.column(["phot_g_mean_mag", "Gmag", "G"], exactly: true).map {
            (
                $0, table.column(["phot_bp_mean_mag", "BPmag", "BP"], exactly: true),
                table.column(["phot_rp_mean_mag", "RPmag", "RP"], exactly: true),
                table.column(["bp_rp", "BP-RP"], exactly: true)
            )
        }
        johnson = (
            table.column(["B-Mag", "Bmag", "magb", "B"], exactly: true),
            table.column(["V-Mag", "Vmag", "V", "Hp_mag", "Hpmag"], exactly: true),
            table.column(["B-V", "B_V"], exactly: true)
        )
        single = table.column(["magnitude", "mag", "r_mean"])
    }

    var isEmpty: Bool {
        bands.allSatisfy { $1.isEmpty } && gaia == nil && johnson.blue == nil && johnson.visual == nil && single == nil
    }

    private static func names(_ band: Passband) -> [String] {
        let b = band.description
        return [
            b, "\(b)mag", "\(b)_mag", "mag_\(b)", "psfMag_\(b)", "\(b)MeanPSFMag", "\(b)_psfMag", "modelMag_\(b)",
            "cModelMag_\(b)", "petroMag_\(b)", "\(b)MeanKronMag", "HOSTGAL_MAG_\(b)",
        ]
    }

    /// Empty where the row has none.
    func magnitudes(_ rows: CatalogueRows, _ row: Int) throws(SkyModelError) -> [Passband: Double] {
        var given: [Passband: Double] = [:]
        for (band, columns) in bands {
            for column in columns where given[band] == nil { given[band] = try magnitude(rows, row, column) }
        }
        if given.isEmpty, let gaia, let g = try magnitude(rows, row, gaia.g) {
            var colour = try rows.number(row, gaia.colour, in: -2...8)
            if colour == nil, let blue = try magnitude(rows, row, gaia.blue),
                let red = try magnitude(rows, row, gaia.red)
            {
                colour = blue - red
            }
            given = GaiaPhotometry.sdss(g: g, colour: colour)
        }
        if given.isEmpty { given = try johnson(rows, row) }
        if given.isEmpty { given[.r] = try magnitude(rows, row, single) }
        return given
    }

    private func johnson(_ rows: CatalogueRows, _ row: Int) throws(SkyModelError) -> [Passband: Double] {
        let (blue, visual) = (try magnitude(rows, row, johnson.blue), try magnitude(rows, row, johnson.visual))
        let colour = try rows.number(row, johnson.colour, in: -1...3)
        return JohnsonPhotometry.sdss(blue: blue, visual: visual, colour: colour)
    }

    /// Zero, -999, 99 and the like stand for no value. What follows a number and begins with a letter, a blank or a
    /// colon (its band, uncertainty, or the other end of a range: `12.5V-16.3B`) is left out; limits (`>22.3`) are no
    /// values.
    private func magnitude(_ rows: CatalogueRows, _ row: Int, _ column: Int?) throws(SkyModelError) -> Double? {
        let text = try rows.text(row, column)
        if text.first == ">" || text.first == "<" { return nil }
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        let isFollowed = text.dropFirst(digits.count).first.map { $0.isLetter || $0 == " " || $0 == ":" } ?? false
        let value = isFollowed && !digits.isEmpty ? Double(digits) : try rows.number(row, column)
        return value.flatMap { $0 == 0 || !(-2...40).contains($0) ? nil : $0 }
    }
}
