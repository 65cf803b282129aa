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
            objectID: objectID(row, link: link, sourceID: source.id), source: source)
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

    func identity(from row: Row) throws(AlertModelError) -> AlertIdentity? {
        guard let id = row.integer(identityColumns.diaSourceId) else { throw missing("diaSource.diaSourceId") }
        guard let time = row.real(identityColumns.midpointMjdTai) else {
            throw missing("diaSource.midpointMjdTai", alertID: id)
        }
        let named = row.integer(identityColumns.diaObjectId) ?? 0
        let solarSystem = row.integer(identityColumns.ssObjectId) ?? 0
        guard let objectID = Self.objectID(named: named, solarSystem: solarSystem) else { return nil }
        return AlertIdentity(survey: .lsst, id: id, objectID: objectID, midpointMjdTai: time)
    }

    /// The object that the diaSource alone names; nil where it names none or both a diaObject and an ssObject.
    private static func objectID(named: Int64, solarSystem: Int64) -> ObjectID? {
        switch (named != 0, solarSystem != 0) {
        case (true, false): ObjectID(survey: .lsst, kind: .diaObject, key: named)
        case (false, true): ObjectID(survey: .lsst, kind: .solarSystem, key: solarSystem)
        default: nil
        }
    }

    /// The object that the diaSource names; where that does not settle it, the diaObject that the packet carries, else
    /// the solar-system object; a source that names none is the first of an object with its own number.
    private func objectID(_ row: Row, link: MovingObjectLink?, sourceID: Int64) -> ObjectID {
        let named = row.integer(columns.object.sourceDiaObjectId) ?? 0
        let solarSystem = row.integer(columns.solarSystem.sourceSSObjectId) ?? 0
        if let objectID = Self.objectID(named: named, solarSystem: solarSystem) { return objectID }
        let carried = row.integer(columns.object.diaObjectId) ?? 0
        if carried == 0, let number = link?.ssObjectID {
            return ObjectID(survey: .lsst, kind: .solarSystem, key: number)
        }
        let key = carried != 0 ? carried : named != 0 ? named : sourceID
        return ObjectID(survey: .lsst, kind: .diaObject, key: key)
    }
}

/// The columns of an LSST packet's identity: those of the diaSource, which stands before the history.
private struct LSSTIdentityColumns: Sendable {
    let diaSourceId, midpointMjdTai, diaObjectId, ssObjectId: Column?

    init(_ find: (String) -> Column?) {
        diaSourceId = find("diaSource.diaSourceId")
        midpointMjdTai = find("diaSource.midpointMjdTai")
        diaObjectId = find("diaSource.diaObjectId")
        ssObjectId = find("diaSource.ssObjectId")
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
