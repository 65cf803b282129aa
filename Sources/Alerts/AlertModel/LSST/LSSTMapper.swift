internal import Avro

/// Makes alerts of LSST packets, versions 7 to 11 and those of the same shape to come, also where Spark rewrote them.
struct LSSTMapper: SurveyMapper {
    let plan: DecodingPlan
    let identityPlan: DecodingPlan
    private let columns: LSSTColumns
    private let identityColumns: LSSTIdentityColumns
    private let version: String

    /// Nil where the schema is not LSST's.
    init?(_ schema: Schema) throws(AlertModelError) {
        let sourceFields = schema.fieldNames(at: ["diaSource"])
        guard sourceFields.isSuperset(of: ["diaSourceId", "midpointMjdTai", "psfFlux", "ra", "dec"]) else { return nil }
        let request = try ColumnRequest(schema) { _ = LSSTColumns($0) }
        let identityRequest = try ColumnRequest(schema) { _ = LSSTIdentityColumns($0) }
        plan = request.plan
        identityPlan = identityRequest.plan
        columns = LSSTColumns(request.find)
        identityColumns = LSSTIdentityColumns(identityRequest.find)
        version = Self.version(schema, sourceFields)
    }

    func alert(from row: Row) throws(AlertModelError) -> Alert {
        let source = try columns.source.detection(row, 0)
        do throws(AlertModelError) { return try alert(row, source) } catch {
            var error = error
            error.alertID = source.id
            throw error
        }
    }

    private func alert(_ row: Row, _ source: Detection) throws(AlertModelError) -> Alert {
        let link = columns.solarSystem.link(row)
        var alert = Alert(
            survey: .lsst, schemaVersion: schemaVersion(row),
            objectID: objectID(row, columns.object, link?.ssObjectID, sourceID: source.id), source: source)
        alert.history = try history(row, except: source.id)
        alert.forced = try forced(row)
        alert.upperLimits = try upperLimits(row)
        alert.object = columns.object.summary(row)
        alert.movingObject = link
        alert.stamps.difference = columns.cutoutDifference.flatMap { row.bytes($0) }
        alert.stamps.science = columns.cutoutScience.flatMap { row.bytes($0) }
        alert.stamps.template = columns.cutoutTemplate.flatMap { row.bytes($0) }
        return alert
    }

    private func history(_ row: Row, except id: Int64) throws(AlertModelError) -> [Detection] {
        let rows = row.children(columns.historyRows)
        guard !rows.isEmpty else { return [] }
        var history: [Detection] = []
        history.reserveCapacity(rows.count)
        for index in rows {
            let detection = try columns.history.detection(row, index)
            if detection.id != id { history.append(detection) }
        }
        history.sortByTime(\.midpointMjdTai)
        return history
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

    private func upperLimits(_ row: Row) throws(AlertModelError) -> [UpperLimit] {
        var limits: [UpperLimit] = []
        for index in row.children(columns.limits.rows) { limits.append(try columns.limits.limit(row, index)) }
        limits.sortByTime(\.midpointMjdTai)
        return limits
    }

    private func schemaVersion(_ row: Row) -> String {
        row.text(columns.schemaVersion).flatMap { LSSTVersion(recordName: $0)?.text } ?? version
    }

    func identity(from row: Row) throws(AlertModelError) -> AlertIdentity {
        guard let id = row.integer(identityColumns.diaSourceId) else { throw missing("diaSource.diaSourceId") }
        guard let time = row.real(identityColumns.midpointMjdTai) else {
            throw missing("diaSource.midpointMjdTai", alertID: id)
        }
        let number = identityColumns.solarSystem.number(row)
        let objectID = objectID(row, identityColumns.object, number, sourceID: id)
        return AlertIdentity(survey: .lsst, id: id, objectID: objectID, midpointMjdTai: time)
    }

    /// The diaObject where the packet carries it, else the solar-system object, else the diaObject that the source
    /// names; a source that names none is the first of an object with its own number.
    private func objectID(
        _ row: Row, _ object: LSSTObjectColumns, _ ssObjectID: Int64?, sourceID: Int64
    ) -> ObjectID {
        let carried = row.integer(object.diaObjectId) ?? 0
        if carried == 0, let ssObjectID { return ObjectID(survey: .lsst, kind: .solarSystem, key: ssObjectID) }
        let named = row.integer(object.sourceDiaObjectId) ?? 0
        let key = carried != 0 ? carried : named != 0 ? named : sourceID
        return ObjectID(survey: .lsst, kind: .diaObject, key: key)
    }
}

/// The columns of an LSST packet's identity.
private struct LSSTIdentityColumns: Sendable {
    let diaSourceId, midpointMjdTai: Column?
    let object: LSSTObjectColumns
    let solarSystem: LSSTSolarSystemColumns

    init(_ find: (String) -> Column?) {
        diaSourceId = find("diaSource.diaSourceId")
        midpointMjdTai = find("diaSource.midpointMjdTai")
        // Nothing but the numbers: the rest is passed over.
        let numbers: Set = [
            "diaObject.diaObjectId", "diaSource.diaObjectId", "diaSource.ssObjectId", "ssSource.ssObjectId",
            "ssObject.ssObjectId",
        ]
        object = LSSTObjectColumns { numbers.contains($0) ? find($0) : nil }
        solarSystem = LSSTSolarSystemColumns { numbers.contains($0) ? find($0) : nil }
    }
}

extension LSSTMapper {
    /// The version by the schema's name, else (Spark) by the fields that came with each version.
    private static func version(_ schema: Schema, _ source: Set<String>) -> String {
        if let name = schema.name?.full, let version = LSSTVersion(recordName: name) { return version.text }
        let top = schema.fieldNames(at: [])
        if source.contains("exposureTime") { return "11.1" }
        if top.contains("mpc_orbits") { return "10.0" }
        if source.contains("timeProcessedMjdTai") { return "9.0" }
        if source.contains("time_processed") { return "8.0" }
        if source.contains("pixelFlags_nodata") { return "7.4" }
        if source.contains("is_negative") { return "7.3" }
        return source.contains("dipoleFitAttempted") ? "7.2" : "7.1"
    }
}

extension Array {
    /// Sorts by a time where that is needed. Complexity: O(n) when sorted.
    mutating func sortByTime(_ time: (Element) -> Double) {
        guard count > 1 else { return }
        var last = -Double.infinity
        for element in self {
            let next = time(element)
            if next < last { return sort { time($0) < time($1) } }
            last = next
        }
    }
}
