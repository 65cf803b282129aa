internal import Avro

/// All columns of an LSST packet that an alert is made of.
struct LSSTColumns: Sendable {
    let source: LSSTSourceColumns
    let history: LSSTSourceColumns
    let historyRows: Column?
    let forced: LSSTForcedColumns
    let limits: LSSTLimitColumns
    let object: LSSTObjectColumns
    let solarSystem: LSSTSolarSystemColumns
    let schemaVersion: Column?
    let cutoutDifference, cutoutScience, cutoutTemplate: Column?

    init(_ find: (String) -> Column?) {
        source = LSSTSourceColumns(prefix: "diaSource.", find)
        history = LSSTSourceColumns(prefix: "prvDiaSources[].", find)
        historyRows = find("prvDiaSources")
        forced = LSSTForcedColumns(find)
        limits = LSSTLimitColumns(find)
        object = LSSTObjectColumns(find)
        solarSystem = LSSTSolarSystemColumns(find)
        schemaVersion = find("lsst_schema_version")
        cutoutDifference = find("cutoutDifference")
        cutoutScience = find("cutoutScience")
        cutoutTemplate = find("cutoutTemplate")
    }
}

/// The columns of a diaForcedSource.
struct LSSTForcedColumns: Sendable {
    let rows, diaForcedSourceId, midpointMjdTai, band, visit, detector: Column?
    let psfFlux, psfFluxErr, scienceFlux, scienceFluxErr: Column?

    init(_ find: (String) -> Column?) {
        func column(_ name: String) -> Column? { find("prvDiaForcedSources[]." + name) }
        rows = find("prvDiaForcedSources")
        diaForcedSourceId = column("diaForcedSourceId")
        midpointMjdTai = column("midpointMjdTai")
        band = column("band")
        visit = column("visit")
        detector = column("detector")
        psfFlux = column("psfFlux")
        psfFluxErr = column("psfFluxErr")
        scienceFlux = column("scienceFlux")
        scienceFluxErr = column("scienceFluxErr")
    }

    func measurement(_ row: Row, _ index: Int) throws(AlertModelError) -> ForcedMeasurement {
        guard let time = row.mjd(midpointMjdTai, index) else {
            throw missing("prvDiaForcedSources[].midpointMjdTai")
        }
        var measurement = ForcedMeasurement(
            id: row.integer(diaForcedSourceId, index) ?? 0, midpointMjdTai: time, band: row.band(band, index))
        measurement.psfFlux = row.real(psfFlux, index)
        measurement.psfFluxErr = row.real(psfFluxErr, index)
        measurement.scienceFlux = row.real(scienceFlux, index)
        measurement.scienceFluxErr = row.real(scienceFluxErr, index)
        measurement.visit = row.integer(visit, index)
        measurement.detector = row.integer(detector, index).flatMap { Int32(exactly: $0) }
        return measurement
    }
}

/// The columns of a diaNondetectionLimit (version 7).
struct LSSTLimitColumns: Sendable {
    let rows, midpointMjdTai, band, diaNoise: Column?

    init(_ find: (String) -> Column?) {
        rows = find("prvDiaNondetectionLimits")
        midpointMjdTai = find("prvDiaNondetectionLimits[].midpointMjdTai")
        band = find("prvDiaNondetectionLimits[].band")
        diaNoise = find("prvDiaNondetectionLimits[].diaNoise")
    }

    /// Five times the noise.
    func limit(_ row: Row, _ index: Int) throws(AlertModelError) -> UpperLimit {
        guard let time = row.mjd(midpointMjdTai, index), let noise = row.real(diaNoise, index) else {
            throw missing("prvDiaNondetectionLimits[]")
        }
        return UpperLimit(midpointMjdTai: time, band: row.band(band, index), limit: 5 * noise)
    }
}

/// The columns of the diaObject.
struct LSSTObjectColumns: Sendable {
    let record, diaObjectId, sourceDiaObjectId, ra, dec, first, last, nDiaSources: Column?

    init(_ find: (String) -> Column?) {
        record = find("diaObject.diaObjectId")
        diaObjectId = record
        sourceDiaObjectId = find("diaSource.diaObjectId")
        ra = find("diaObject.ra")
        dec = find("diaObject.dec")
        first = find("diaObject.firstDiaSourceMjdTai")
        last = find("diaObject.lastDiaSourceMjdTai")
        nDiaSources = find("diaObject.nDiaSources")
    }

    func summary(_ row: Row) -> ObjectSummary? {
        guard row.isPresent(record), let ra = row.rightAscension(ra, 0), let dec = row.declination(dec, 0)
        else { return nil }
        var summary = ObjectSummary(ra: ra, dec: dec)
        summary.firstMjdTai = row.mjd(first, 0)
        summary.lastMjdTai = row.mjd(last, 0)
        summary.detectionCount = row.integer(nDiaSources).flatMap { Int(exactly: $0) }
        return summary
    }
}
