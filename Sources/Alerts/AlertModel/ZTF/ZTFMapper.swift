internal import Avro
internal import Bytes
internal import SkyMath

/// Makes alerts of ZTF packets, versions 1.1 to 4.02, also where Spark rewrote them.
struct ZTFMapper: SurveyMapper {
    let plan: DecodingPlan
    let identityPlan: DecodingPlan
    private let columns: ZTFColumns
    private let identityColumns: ZTFIdentityColumns
    private let version: String

    /// Nil where the schema is not ZTF's: other surveys took over much of its shape.
    init?(_ schema: Schema) throws(AlertModelError) {
        let name = schema.name?.full ?? ""
        guard name.hasPrefix("ztf.") || name.hasPrefix("topLevelRecord"),
            schema.fieldNames(at: ["candidate"]).isSuperset(of: ["jd", "fid", "candid", "magpsf", "isdiffpos"])
        else { return nil }
        let history = schema.fieldNames(at: ["prv_candidates"])
        let isForced = history.contains("forcediffimflux") && !history.contains("candid")
        let forcedField = isForced ? "prv_candidates" : "fp_hists"
        let request = try ColumnRequest(schema) { _ = ZTFColumns(forcedField: forcedField, $0) }
        let identityRequest = try ColumnRequest(schema) { _ = ZTFIdentityColumns($0) }
        plan = request.plan
        identityPlan = identityRequest.plan
        columns = ZTFColumns(forcedField: forcedField, request.find)
        identityColumns = ZTFIdentityColumns(identityRequest.find)
        version = schema.rootNode.property("version")?.string ?? "1"
    }

    func alert(from row: Row) throws(AlertModelError) -> Alert {
        let id = try candid(row, columns.candid, columns.source.candid)
        do throws(AlertModelError) { return try alert(row, id) } catch {
            var error = error
            error.alertID = id
            throw error
        }
    }

    private func alert(_ row: Row, _ id: Int64) throws(AlertModelError) -> Alert {
        let source = try columns.source.detection(row, 0, candid: id)
        var alert = Alert(
            survey: .ztf, schemaVersion: row.text(columns.schemavsn) ?? version,
            objectID: try objectID(row, columns.objectId, candid: id), source: source)
        try addHistory(row, to: &alert)
        alert.forced = try forced(row)
        alert.object = columns.summary(row, of: source)
        alert.movingObject = columns.movingObject(row)
        alert.stamps.science = columns.cutoutScience.flatMap { row.bytes($0) }
        alert.stamps.template = columns.cutoutTemplate.flatMap { row.bytes($0) }
        alert.stamps.difference = columns.cutoutDifference.flatMap { row.bytes($0) }
        return alert
    }

    /// A prv_candidate with a candid is a detection; one without is an image in which nothing was found.
    private func addHistory(_ row: Row, to alert: inout Alert) throws(AlertModelError) {
        let rows = row.children(columns.historyRows)
        guard !rows.isEmpty else { return }
        let history = columns.history
        let detections = rows.count { row.integer(history.candid, $0) != nil }
        alert.history.reserveCapacity(detections)
        alert.upperLimits.reserveCapacity(rows.count - detections)
        for index in rows {
            if let candid = row.integer(history.candid, index) {
                guard candid != alert.id else { continue }
                alert.history.append(try history.detection(row, index, candid: candid))
            } else if let limit = history.limit(row, index) {
                let time = try history.midpointMjdTai(row, index)
                alert.upperLimits.append(
                    UpperLimit(midpointMjdTai: time, band: history.band(row, index), limit: limit))
            }
        }
        alert.history.sortByTime(\.midpointMjdTai)
        alert.upperLimits.sortByTime(\.midpointMjdTai)
    }

    private func forced(_ row: Row) throws(AlertModelError) -> [ForcedMeasurement] {
        let rows = row.children(columns.forced.rows)
        guard !rows.isEmpty else { return [] }
        var forced: [ForcedMeasurement] = []
        forced.reserveCapacity(rows.count)
        for index in rows { forced.append(try columns.forced.measurement(row, index)) }
        forced.sortByTime(\.midpointMjdTai)
        return forced
    }

    func identity(from row: Row) throws(AlertModelError) -> AlertIdentity? {
        let id = try candid(row, identityColumns.candid, identityColumns.source.candid)
        return AlertIdentity(
            survey: .ztf, id: id, objectID: try objectID(row, identityColumns.objectId, candid: id),
            midpointMjdTai: try identityColumns.source.midpointMjdTai(row, 0))
    }

    /// Spark's older files have it in the candidate alone.
    private func candid(_ row: Row, _ top: Column?, _ inner: Column?) throws(AlertModelError) -> Int64 {
        guard let candid = row.integer(top) ?? row.integer(inner) else { throw missing("candid") }
        return candid
    }

    /// Packets of schema 1.1 name no object: each is an object of its own, with the candid for its name.
    private func objectID(_ row: Row, _ column: Column?, candid: Int64) throws(AlertModelError) -> ObjectID {
        guard let column else { return ObjectID(survey: .ztf, kind: .diaObject, key: candid) }
        guard let name = row.bytes(column) else { throw missing("objectId", alertID: candid) }
        guard let key = name.withUnsafeBytes({ ZTFName.key($0) }) else {
            let text = String(decoding: name.prefix(40), as: UTF8.self)
            throw AlertModelError(.mapping, "'\(text)' is not a name such as ZTF21abiuvdk", path: "objectId")
        }
        return ObjectID(survey: .ztf, kind: .diaObject, key: key)
    }

    /// The MJD TAI of a JD UTC, if that lies in 1858 to 2400.
    ///
    /// ZTF's `jd` is the start of the exposure, 15 s before the middle of one of 30 s. It is kept as issued, because only schema
    /// 4.02 tells the exposure's length.
    static func mjdTai(_ row: Row, _ column: Column?, _ index: Int, path: String) throws(AlertModelError) -> Double {
        guard let time = mjdTai(row, column, index) else { throw missing(path) }
        return time
    }

    /// Nil where there is none, or none of a survey's days.
    static func mjdTai(_ row: Row, _ column: Column?, _ index: Int) -> Double? {
        guard let jd = row.real(column, index), jd >= 2_400_001, jd < 2_600_000 else { return nil }
        return TimeScale.mjdTai(fromJdUtc: jd)
    }

    /// ZTF's filters: 1 g, 2 r, 3 i.
    static func band(_ fid: Int64?) -> Band {
        switch fid {
        case 1: .g
        case 2: .r
        case 3: .i
        default: .unknown
        }
    }
}

/// The columns of a ZTF packet's identity.
private struct ZTFIdentityColumns: Sendable {
    let objectId, candid: Column?
    let source: ZTFSourceColumns

    init(_ find: (String) -> Column?) {
        objectId = find("objectId")
        candid = find("candid")
        source = ZTFSourceColumns(prefix: "candidate.") {
            ["candidate.jd", "candidate.candid"].contains($0) ? find($0) : nil
        }
    }
}
