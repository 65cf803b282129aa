public import AlertModel
internal import GRDB

extension AlertStore {
    /// Objects and alerts from the counts kept beside the tables, times from an index.
    public func totals() async throws -> StoreTotals {
        try await snapshot { db in
            var totals = StoreTotals()
            if let row = try Row.fetchOne(db, sql: "SELECT sum(objects), sum(alerts) FROM object_counts") {
                totals.objects = row[0] ?? 0
                totals.alerts = row[1] ?? 0
            }
            totals.newestMjdTai = try Double.fetchOne(db, sql: "SELECT max(mjd) FROM alerts")
            totals.oldestMjdTai = try Double.fetchOne(db, sql: "SELECT min(mjd) FROM alerts")
            return totals
        }
    }

    /// Pages are stable: two objects equal in the sorted value are in the order in which they entered the store.
    ///
    /// `separation` sorts by distance within a cone, and by `lastSeen` where there is none. Without a value (magnitude,
    /// reliability) an object is last in both directions. Complexity: O(offset + limit) with an index, O(objects) for
    /// the orders `ra` and `dec`; with a cone, O(objects near it).
    public func objects(_ query: ObjectQuery) async throws -> ObjectPage {
        try await snapshot { db in
            guard let cone = query.cone else { return try ObjectSearch(query).page(db) }
            return try ConeSearch(query: query, cone: cone).page(db)
        }
    }

    /// Nil where the store does not have it.
    public func object(_ id: ObjectID) async throws -> ObjectRow? {
        try await snapshot { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(ObjectRow.columns) FROM objects o JOIN classes c ON c.id = o.class
                    WHERE o.survey = ? AND o.kind = ? AND o.key = ?
                    """, arguments: [id.survey.rawValue, id.kind.rawValue, id.key]
            ).map(ObjectRow.init)
        }
    }
}
