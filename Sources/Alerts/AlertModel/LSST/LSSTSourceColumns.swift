internal import Avro

/// The columns of a diaSource, in the packet's own or in its history.
struct LSSTSourceColumns: Sendable {
    let prefix: String
    let diaSourceId, midpointMjdTai, band, ra, dec, raErr, decErr: Column?
    let psfFlux, psfFluxErr, scienceFlux, scienceFluxErr, templateFlux, templateFluxErr: Column?
    let snr, reliability, visit, detector, x, y: Column?
    let isNegative: Column?
    let flags: [(column: Column, flag: DetectionFlags)]

    /// - Parameter find: the column of a path, where the plan has it.
    init(prefix: String, _ find: (String) -> Column?) {
        func column(_ name: String) -> Column? { find(prefix + name) }
        self.prefix = prefix
        diaSourceId = column("diaSourceId")
        midpointMjdTai = column("midpointMjdTai")
        band = column("band")
        ra = column("ra")
        dec = column("dec")
        raErr = column("raErr")
        decErr = column("decErr")
        psfFlux = column("psfFlux")
        psfFluxErr = column("psfFluxErr")
        scienceFlux = column("scienceFlux")
        scienceFluxErr = column("scienceFluxErr")
        templateFlux = column("templateFlux")
        templateFluxErr = column("templateFluxErr")
        snr = column("snr")
        reliability = column("reliability")
        visit = column("visit")
        detector = column("detector")
        x = column("x")
        y = column("y")
        let names = [column("isNegative"), column("is_negative")]
        isNegative = names.compactMap { $0 }.first
        flags = Self.flagNames.map { (column($0.name), $0.flag) }.compactMap { column, flag in column.map { ($0, flag) }
        }
    }

    private static let flagNames: [(name: String, flag: DetectionFlags)] = [
        ("isDipole", .dipole), ("glint_trail", .trailed), ("pixelFlags_edge", .edge), ("psfFlux_flag_edge", .edge),
        ("pixelFlags_saturated", .saturated), ("pixelFlags_cr", .cosmicRay), ("pixelFlags_bad", .badPixels),
        ("pixelFlags_nodata", .badPixels), ("pixelFlags_interpolated", .interpolated),
        ("pixelFlags_suspect", .suspect), ("pixelFlags_streak", .streak), ("pixelFlags_injected", .injected),
        ("psfFlux_flag", .fluxUnreliable), ("centroid_flag", .positionUnreliable), ("shape_flag", .shapeUnreliable),
    ]
}

extension LSSTSourceColumns {
    /// The detection of a row.
    func detection(_ row: Row, _ index: Int) throws(AlertModelError) -> Detection {
        guard let id = row.integer(diaSourceId, index) else { throw missing(prefix + "diaSourceId") }
        guard let time = row.real(midpointMjdTai, index) else { throw missing(prefix + "midpointMjdTai", alertID: id) }
        guard let ra = row.real(ra, index), let dec = row.real(dec, index) else {
            throw missing(prefix + "ra", alertID: id)
        }
        var detection = Detection(
            id: id, midpointMjdTai: time, band: row.band(band, index), ra: ra, dec: dec)
        detection.raErr = row.real(raErr, index)
        detection.decErr = row.real(decErr, index)
        setFluxes(of: &detection, row, index)
        detection.snr = row.real(snr, index)
        detection.reliability = row.real(reliability, index)
        detection.visit = row.integer(visit, index)
        detection.detector = row.integer(detector, index).flatMap { Int32(exactly: $0) }
        detection.x = row.real(x, index)
        detection.y = row.real(y, index)
        detection.flags = flags(row, index, psfFlux: detection.psfFlux)
        return detection
    }

    private func setFluxes(of detection: inout Detection, _ row: Row, _ index: Int) {
        detection.psfFlux = row.real(psfFlux, index)
        detection.psfFluxErr = row.real(psfFluxErr, index)
        detection.scienceFlux = row.real(scienceFlux, index)
        detection.scienceFluxErr = row.real(scienceFluxErr, index)
        detection.templateFlux = row.real(templateFlux, index)
        detection.templateFluxErr = row.real(templateFluxErr, index)
    }

    /// Versions before 7.3 do not say whether a detection is negative: there the flux does.
    private func flags(_ row: Row, _ index: Int, psfFlux: Double?) -> DetectionFlags {
        var found = DetectionFlags()
        for (column, flag) in flags where row.isTrue(column, index) { found.formUnion(flag) }
        let isNegative = isNegative.map { row.isTrue($0, index) } ?? ((psfFlux ?? 0) < 0)
        if isNegative { found.formUnion(.negative) }
        return found
    }
}
