internal import AlertModel
internal import GRDB

/// A query for objects as SQL: conditions, order, page.
struct ObjectSearch {
    private let query: ObjectQuery
    private(set) var conditions: [String] = []
    private(set) var arguments: StatementArguments = []
    /// The conditions, save those that the index of the order leads with, kept from choosing another index.
    private var checks: [String] = []

    init(_ query: ObjectQuery) {
        self.query = query
        if let survey = query.survey { add("survey", "= ?", Int64(survey.rawValue)) }
        if let name = query.classification {
            add("class", "= (SELECT id FROM classes WHERE name = ? COLLATE NOCASE)", name)
        }
        if let range = query.magnitude {
            add("magnitude", ">= ?", range.lowerBound)
            add("magnitude", "<= ?", range.upperBound)
            // The index leads with the bin, so only a range of bins narrows the search.
            add("magnitude", ">= CAST(? * 20 AS INTEGER)", range.lowerBound, as: SortBin.magnitude)
            add("magnitude", "<= CAST(? * 20 AS INTEGER)", range.upperBound, as: SortBin.magnitude)
        }
        if let time = query.lastSeenSinceMjdTai { add("last_mjd", ">= ?", time) }
    }

    private mutating func add(
        _ name: String, _ condition: String, _ value: some DatabaseValueConvertible, as expression: String? = nil
    ) {
        let comparison = "\(expression ?? name) \(condition)"
        conditions.append(comparison)
        checks.append(name == column || !hasWideIndex ? comparison : "+" + comparison)
        arguments += [value]
    }

    /// The order's index holds all columns of the conditions: the page is read in its order up to the last row asked
    /// for, instead of sorting all that match.
    private var hasWideIndex: Bool { column == "last_mjd" || column == "magnitude" }

    private static func filter(_ conditions: [String]) -> String {
        conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    }

    /// Ties are in the order of the row number, so that pages neither repeat nor miss an object. Objects without the value
    /// come last in both directions: without more words NULL is the least value.
    var order: String {
        let columns =
            switch query.sort {
            case .id: ["survey", "kind", "key"]
            case .magnitude: [SortBin.magnitude, column, "id"]
            case .reliability: [SortBin.reliability, column, "id"]
            default: [column, "id"]
            }
        let isNullable = query.sort == .magnitude || query.sort == .reliability
        let direction = query.descending ? "DESC" : isNullable ? "ASC NULLS LAST" : "ASC"
        return "ORDER BY " + columns.map { "\($0) \(direction)" }.joined(separator: ", ")
    }

    /// Without a cone there is no separation.
    private var column: String { query.sort.column ?? "last_mjd" }

    func page(_ db: Database) throws -> ObjectPage {
        let limits: StatementArguments = [max(query.limit, 0), max(query.offset, 0)]
        let ids = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM objects \(Self.filter(checks)) \(order) LIMIT ? OFFSET ?",
            arguments: arguments + limits)
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
        let filter = Self.filter(conditions)
        let isCounted = query.magnitude == nil && query.lastSeenSinceMjdTai == nil
        let sql =
            isCounted
            ? "SELECT coalesce(sum(objects), 0) FROM object_counts \(filter)"
            : "SELECT count(*) FROM objects \(filter)"
        return try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    }
}

extension ObjectSort {
    /// The column of `objects` to sort by; nil where it is none.
    var column: String? {
        switch self {
        case .lastSeen: "last_mjd"
        case .firstSeen: "first_mjd"
        case .magnitude: "magnitude"
        case .detections: "detections"
        case .reliability: "reliability"
        case .ra: "ra"
        case .dec: "dec"
        case .id: "key"
        case .separation: nil
        }
    }
}
