public import SkyMath

extension SkyCatalogue where Member == CatalogueTransient {
    /// Supernovae and other transients with their type, redshift, and time and magnitude of the peak (or, without
    /// these, of the discovery), as TNS, ZTF's Bright Transient Survey and SNANA's simulations list them.
    ///
    /// Times may be MJD, JD, JD - 2458000 (column `peakt`) or ISO dates, and are taken as UTC. Without a redshift it is
    /// that at which a middling event of the class is as bright. Rows without a type that the sky knows, a time, or
    /// both redshift and magnitude, are left out and counted.
    ///
    /// - Parameter kind: of rows without a type; nil to leave these out.
    /// - Throws: `SkyModelError` with the line or row for places and numbers that are none, and where no row can be
    ///   used. Complexity: O(cells of the table).
    public init(transients table: any CatalogueTable, kind: TransientClass? = nil) throws(SkyModelError) {
        let reader = try TransientReader(table, kind: kind)
        var identifiers = CatalogueIdentifiers(.catalogueTransient, salt: 0)
        try self.init(table, "a transient") { (row) throws(SkyModelError) in try reader.transient(row, &identifiers) }
    }
}

private struct TransientReader {
    private let rows: CatalogueRows
    private let redshift: RedshiftColumns
    private let kind: TransientClass?
    private let type: Int?
    private let time: Int?
    private let magnitude: Int?
    private let band: Int?
    private let perBand: [(Passband, Int)]

    init(_ table: any CatalogueTable, kind: TransientClass?) throws(SkyModelError) {
        rows = try CatalogueRows(table)
        redshift = RedshiftColumns(table)
        self.kind = kind
        type = table.column(["type", "SNTYPE", "tns", "classALeRCE", "class"])
        time = table.column(["peakmjd", "peak_mjd", "peakt", "peak_time", "discoverydate"])
        magnitude = table.column(["peakmag", "peak_mag", "discoverymag"])
        band = table.column(["peakfilt", "peak_band", "filter"])
        perBand = Passband.allCases.compactMap { band in
            table.column(["SIM_PEAKMAG_\(band)", "peakmag_\(band)"]).map { (band, $0) }
        }
    }

    func transient(_ row: Int, _ identifiers: inout CatalogueIdentifiers) throws(SkyModelError) -> RowReading<
        CatalogueTransient
    > {
        let position = try rows.position(row)
        let name = try rows.text(row, type)
        guard let kind = TransientName.kind(name) ?? (name.isEmpty ? kind : nil) else {
            return .leftOut("type '\(name.prefix(20))'")
        }
        guard let time = try time(row) else { return .leftOut("no time") }
        let peak = try peak(row)
        let distance = peak.magnitude.map { pow10(($0 - TransientName.peak(kind) - 25) / 5) }
        guard let z = try redshift.redshift(rows, row) ?? distance.map(RedshiftColumns.redshift(luminosityDistance:))
        else { return .leftOut("neither redshift nor magnitude") }
        let id = identifiers.id(try rows.name(row, position), position)
        let host = CatalogueHost.galaxy(.spiral, id, position, redshift: z, absoluteMagnitude: -20.5)
        let event = TransientEvent(
            id: id, kind: kind, host: host, position: position, hostOffset: 0, redshift: z,
            explosionMjdTai: time - 20 * (1 + z))
        return .found(
            CatalogueTransient(event: event, peakMjdTai: time, peakMagnitude: peak.magnitude, band: peak.band))
    }

    private func time(_ row: Int) throws(SkyModelError) -> Double? {
        let text = try rows.text(row, time)
        if let mjdTai = CalendarTime.mjdTai(iso: text) { return mjdTai }
        guard let time, let number = try rows.number(row, time), number > 0 else { return nil }
        if rows.table.columnNames[time].lowercased() == "peakt" {
            return TimeScale.mjdTai(fromMjdUtc: number + 57999.5)
        }
        return TimeScale.mjdTai(fromMjdUtc: number > 2_400_000.5 ? number - 2_400_000.5 : number)
    }

    /// In r where the catalogue has it, else in the band it names.
    private func peak(_ row: Int) throws(SkyModelError) -> (band: Passband, magnitude: Double?) {
        for wanted in [Passband.r, .i, .g, .z, .y, .u] {
            for (band, column) in perBand where band == wanted {
                if let magnitude = try rows.number(row, column, in: 1...35) { return (band, magnitude) }
            }
        }
        return (Passband(try rows.text(row, band)) ?? .r, try rows.number(row, magnitude, in: 1...35))
    }

    private func pow10(_ exponent: Double) -> Double { ABMagnitude.nJy(ABMagnitude.zeroPoint - 2.5 * exponent) }
}

/// The classes of transients by the names that catalogues give them.
private enum TransientName {
    static func kind(_ name: String) -> TransientClass? {
        let plain = name.lowercased().replacing("sn ", with: "").replacing("sn", with: "").filter { $0 != " " }
        if let own = TransientClass.allCases.first(where: { "\($0)".lowercased() == name.lowercased() }) { return own }
        return switch plain {
        case "tde", "tde-h", "tde-he", "tde-h-he": .tidalDisruption
        case "kn", "kilonova": .kilonova
        case _ where plain.hasPrefix("slsn") || plain.hasPrefix("sl"): .superluminous
        case "101", "1": .supernovaIa
        case "iin", "ibn", "ia-csm": .supernovaIIn
        case _ where plain.hasPrefix("ia"): .supernovaIa
        case _ where plain.hasPrefix("ib") || plain.hasPrefix("ic"): .supernovaIbc
        case _ where plain.hasPrefix("ii"): .supernovaII
        default: nil
        }
    }

    /// Absolute magnitude at the peak of a middling event.
    static func peak(_ kind: TransientClass) -> Double {
        switch kind {
        case .supernovaIa: SupernovaIa.absoluteMagnitude(x1: 0, c: 0)
        case .supernovaII: CoreCollapseSupernova.luminosityFunction(.typeII).mean
        case .supernovaIbc: CoreCollapseSupernova.luminosityFunction(.typeIbc).mean
        case .supernovaIIn: CoreCollapseSupernova.luminosityFunction(.typeIIn).mean
        case .superluminous: -21.5
        case .tidalDisruption: -19.5
        case .kilonova: -16
        }
    }
}
