internal import AlertModel
internal import GRDB

extension AlertStore {
    /// Complexity: O(alerts near the cone) with one, else O(limit + alerts in the time asked for of other surveys).
    public func alerts(_ query: AlertQuery) async throws -> [AlertRow] {
        try await snapshot { db in
            guard let cone = query.cone else { return try AlertSearch(query).newest(db) }
            return try AlertSearch(query).near(cone, db)
        }
    }
}

/// Conditions of an `AlertQuery` as SQL.
private struct AlertSearch {
    private let query: AlertQuery
    private var conditions: [String] = []
    private var arguments: [any DatabaseValueConvertible] = []

    private static let columns = """
        SELECT o.survey, o.kind, o.key, a.survey, a.id, a.mjd, a.ra, a.dec, a.band, a.flux, t.name, a.partition, a.position
        FROM alerts a JOIN objects o ON o.id = a.object JOIN topics t ON t.id = a.topic
        """
    private static let order = "a.mjd DESC, a.survey DESC, a.id DESC"

    init(_ query: AlertQuery) {
        self.query = query
        add("a.survey = ?", query.survey?.rawValue)
        add("a.mjd >= ?", query.sinceMjdTai)
        add("a.mjd < ?", query.untilMjdTai)
    }

    private mutating func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
        guard let value else { return }
        conditions.append(condition)
        arguments.append(value)
    }

    func newest(_ db: Database) throws -> [AlertRow] {
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return try Row.fetchAll(
            db, sql: Self.columns + filter + " ORDER BY \(Self.order) LIMIT ?",
            arguments: StatementArguments(arguments + [max(query.limit, 0)])
        ).map { AlertRow($0) }
    }

    /// The place of each alert within the index's ranges is read before the rest of it.
    func near(_ cone: Cone, _ db: Database) throws -> [AlertRow] {
        let all = ["a.healpix >= ?", "a.healpix < ?"] + conditions
        let statement = try db.cachedStatement(sql: Self.columns + " WHERE " + all.joined(separator: " AND "))
        var found: [AlertRow] = []
        try cone.eachRow(of: statement, StatementArguments(arguments), position: 6) { row, separation in
            found.append(AlertRow(row, separation))
        }
        found.sort { ($0.midpointMjdTai, $0.survey.rawValue, $0.id) > ($1.midpointMjdTai, $1.survey.rawValue, $1.id) }
        return Array(found.prefix(max(query.limit, 0)))
    }
}

extension AlertRow {
    fileprivate init(_ row: Row, _ separationArcsec: Double? = nil) {
        self.init(
            survey: Survey(rawValue: row[3]) ?? .lsst, id: row[4], objectID: ObjectID(row: row), midpointMjdTai: row[5],
            ra: row[6], dec: row[7], band: Band(rawValue: row[8]) ?? .unknown, psfFlux: row[9],
            separationArcsec: separationArcsec, packet: PacketReference(row: row, from: 10))
    }
}
