internal import AlertModel
internal import GRDB

/// A query for objects as SQL: conditions, order, page.
struct ObjectSearch {
    private let query: ObjectQuery
    private(set) var conditions: [String] = []
    private(set) var arguments: StatementArguments = []

    init(_ query: ObjectQuery) {
        self.query = query
        if let survey = query.survey { add("survey = ?", Int64(survey.rawValue)) }
        if let name = query.classification { add("class = (SELECT id FROM classes WHERE name = ?)", name) }
        if let range = query.magnitude {
            add("magnitude >= ?", range.lowerBound)
            add("magnitude <= ?", range.upperBound)
        }
        if let time = query.lastSeenSinceMjdTai { add("last_mjd >= ?", time) }
    }

    private mutating func add(_ condition: String, _ value: some DatabaseValueConvertible) {
        conditions.append(condition)
        arguments += [value]
    }

    var filter: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    /// Ties are in the order of the row number, so that pages neither repeat nor miss an object.
    var order: String {
        let direction = query.descending ? "DESC" : "ASC"
        let columns = query.sort == .id ? ["survey", "kind", "key"] : [column, "id"]
        let terms = columns.map { "\($0) \(direction)" }
        return "ORDER BY " + (isNullable ? ["\(column) IS NULL"] : []).appending(terms).joined(separator: ", ")
    }

    /// Objects without the value come last in both directions.
    private var isNullable: Bool { query.sort == .magnitude || query.sort == .reliability }

    private var column: String {
        switch query.sort {
        case .lastSeen, .separation: "last_mjd"
        case .firstSeen: "first_mjd"
        case .magnitude: "magnitude"
        case .detections: "detections"
        case .reliability: "reliability"
        case .ra: "ra"
        case .dec: "dec"
        case .id: "key"
        }
    }

    func page(_ db: Database) throws -> ObjectPage {
        let limits: StatementArguments = [max(query.limit, 0), max(query.offset, 0)]
        let ids = try Int64.fetchAll(
            db, sql: "SELECT id FROM objects \(filter) \(order) LIMIT ? OFFSET ?", arguments: arguments + limits)
        return ObjectPage(rows: try Self.rows(db, ids: ids), total: try total(db))
    }

    static func rows(_ db: Database, ids: [Int64]) throws -> [ObjectRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(ObjectRow.columns) FROM objects o JOIN classes c ON c.id = o.class WHERE o.id = ?")
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: [id]).map(ObjectRow.init)
        }
    }

    /// From the counts kept beside the tables where only survey and class are asked for, else from an index.
    private func total(_ db: Database) throws -> Int {
        let isCounted = query.magnitude == nil && query.lastSeenSinceMjdTai == nil
        let sql =
            isCounted
            ? "SELECT coalesce(sum(objects), 0) FROM object_counts \(filter)"
            : "SELECT count(*) FROM objects \(filter)"
        return try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    }
}

extension [String] {
    fileprivate func appending(_ others: [String]) -> [String] { self + others }
}
