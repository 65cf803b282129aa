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

    init(_ find: (String) -> Column?) {
        schemavsn = find("schemavsn")
        objectId = find("objectId")
        candid = find("candid")
        source = ZTFSourceColumns(prefix: "candidate.", find)
        history = ZTFSourceColumns(prefix: "prv_candidates[].", find)
        historyRows = find("prv_candidates")
        forced = ZTFForcedColumns(find)
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
        summary.firstMjdTai = row.real(jdstarthist).map(TimeScale.mjdTai(fromJdUtc:))
        summary.lastMjdTai = row.real(jdendhist).map(TimeScale.mjdTai(fromJdUtc:))
        summary.detectionCount = row.integer(ndethist).flatMap { Int(exactly: $0) }
        return summary
    }
}

/// The columns of a fp_hist.
struct ZTFForcedColumns: Sendable {
    let rows, jd, fid, pid, rcid, forcediffimflux, forcediffimfluxunc, magzpsci: Column?

    init(_ find: (String) -> Column?) {
        func column(_ name: String) -> Column? { find("fp_hists[]." + name) }
        rows = find("fp_hists")
        jd = column("jd")
        fid = column("fid")
        pid = column("pid")
        rcid = column("rcid")
        forcediffimflux = column("forcediffimflux")
        forcediffimfluxunc = column("forcediffimfluxunc")
        magzpsci = column("magzpsci")
    }

    func measurement(_ row: Row, _ index: Int) throws(AlertModelError) -> ForcedMeasurement {
        guard let jd = row.real(jd, index) else { throw missing("fp_hists[].jd") }
        let pid = row.integer(pid, index)
        var measurement = ForcedMeasurement(
            id: pid ?? 0, midpointMjdTai: TimeScale.mjdTai(fromJdUtc: jd),
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
