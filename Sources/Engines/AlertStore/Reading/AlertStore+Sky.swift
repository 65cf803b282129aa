internal import AlertModel
internal import GRDB

extension AlertStore {
    /// Newest first, at most `limit`, at or after `sinceMjdTai` (MJD TAI).
    public func skyPoints(sinceMjdTai: Double, limit: Int) async throws -> [SkyPoint] {
        try await snapshot { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT o.survey, o.kind, o.key, a.ra, a.dec, a.mjd, a.band
                    FROM alerts a JOIN objects o ON o.id = a.object
                    WHERE a.mjd >= ? ORDER BY a.mjd DESC, a.survey DESC, a.id DESC LIMIT ?
                    """, arguments: [sinceMjdTai, max(limit, 0)]
            ).map(SkyPoint.init)
        }
    }

    /// Complexity: O(hours asked for times cells seen in one), however many alerts there are.
    public func skyCounts(sinceMjdTai: Double) async throws -> [SkyCount] {
        try await snapshot { db in
            // A store that no newer broker has written yet, read by a portal.
            let isCounted = try db.tableExists("sky_counts")
            let table = isCounted ? "sky_counts" : "(SELECT \(SkyCells.grouping), 1 AS alerts FROM alerts)"
            return try Row.fetchAll(
                db, sql: "SELECT cell, sum(alerts) FROM \(table) WHERE hour >= ? GROUP BY cell ORDER BY cell",
                arguments: [SkyCells.hour(sinceMjdTai)]
            ).map { SkyCount(cell: $0[0], alerts: $0[1]) }
        }
    }
}

extension SkyPoint {
    fileprivate init(row: Row) {
        self.init(
            objectID: ObjectID(row: row), ra: row[3], dec: row[4], midpointMjdTai: row[5],
            band: Band(rawValue: row[6]) ?? .unknown)
    }
}
