internal import Avro
internal import SkyMath

/// All columns of a ZTF packet that an alert is made of.
struct ZTFColumns: Sendable {
    let schemavsn, objectId, candid: Column?
    let source, history: ZTFSourceColumns
    let historyRows: Column?
    let forced: ZTFForcedColumns
    let ssnamenr, ssdistnr, ssmagnr: Column?
    let jdstarthist, jdendhist, ndethist: Column?
    let cutoutScience, cutoutTemplate, cutoutDifference: Column?

    /// - Parameter forcedField: the field that holds forced photometry.
    init(forcedField: String, _ find: (String) -> Column?) {
        schemavsn = find("schemavsn")
        objectId = find("objectId")
        candid = find("candid")
        source = ZTFSourceColumns(prefix: "candidate.", find)
        history = ZTFSourceColumns(prefix: "prv_candidates[].", find)
        historyRows = forcedField == "prv_candidates" ? nil : find("prv_candidates")
        forced = ZTFForcedColumns(field: forcedField, find)
        ssnamenr = find("candidate.ssnamenr")
        ssdistnr = find("candidate.ssdistnr")
        ssmagnr = find("candidate.ssmagnr")
        jdstarthist = find("candidate.jdstarthist")
        jdendhist = find("candidate.jdendhist")
        ndethist = find("candidate.ndethist")
        cutoutScience = find("cutoutScience.stampData")
        cutoutTemplate = find("cutoutTemplate.stampData")
        cutoutDifference = find("cutoutDifference.stampData")
    }

    /// The nearest known asteroid within the survey's search radius. -999, `null` and nothing stand for none.
    func movingObject(_ row: Row) -> MovingObjectLink? {
        guard let name = row.text(ssnamenr), name != "null", let distance = row.real(ssdistnr), distance >= 0
        else { return nil }
        var link = MovingObjectLink()
        link.designation = name
        link.separationArcsec = distance
        link.predictedMagnitude = row.real(ssmagnr).flatMap { $0 > -99 ? $0 : nil }
        return link
    }

    func summary(_ row: Row, of source: Detection) -> ObjectSummary {
        var summary = ObjectSummary(ra: source.ra, dec: source.dec)
        summary.firstMjdTai = ZTFMapper.mjdTai(row, jdstarthist, 0)
        summary.lastMjdTai = ZTFMapper.mjdTai(row, jdendhist, 0)
        summary.detectionCount = row.integer(ndethist).flatMap { Int(exactly: $0) }
        return summary
    }
}

/// The columns of forced photometry: fp_hists, but prv_candidates in version 3.5.
struct ZTFForcedColumns: Sendable {
    let prefix: String
    let rows, jd, fid, pid, rcid, forcediffimflux, forcediffimfluxunc, magzpsci: Column?

    init(field: String, _ find: (String) -> Column?) {
        let prefix = field + "[]."
        func column(_ name: String) -> Column? { find(prefix + name) }
        self.prefix = prefix
        rows = find(field)
        jd = column("jd")
        fid = column("fid")
        pid = column("pid")
        rcid = column("rcid")
        forcediffimflux = column("forcediffimflux")
        forcediffimfluxunc = column("forcediffimfluxunc")
        magzpsci = column("magzpsci")
    }

    func measurement(_ row: Row, _ index: Int) throws(AlertModelError) -> ForcedMeasurement {
        let time = try ZTFMapper.mjdTai(row, jd, index, path: prefix + "jd")
        let pid = row.integer(pid, index)
        var measurement = ForcedMeasurement(
            id: pid ?? 0, midpointMjdTai: time,
            band: ZTFMapper.band(row.integer(fid, index)))
        measurement.visit = pid
        measurement.detector = row.integer(rcid, index).flatMap { Int32(exactly: $0) }
        if let zeroPoint = row.real(magzpsci, index), zeroPoint > 0, let scale = Magnitude.flux(ofMagnitude: zeroPoint)
        {
            measurement.psfFlux = counts(forcediffimflux, row, index).map { $0 * scale }
            measurement.psfFluxErr = counts(forcediffimfluxunc, row, index).map { $0 * scale }
        }
        return measurement
    }

    /// -99999 stands for no measurement.
    private func counts(_ column: Column?, _ row: Row, _ index: Int) -> Double? {
        row.real(column, index).flatMap { $0 == -99999 ? nil : $0 }
    }
}
