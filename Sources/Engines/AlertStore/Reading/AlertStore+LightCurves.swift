public import AlertModel
internal import GRDB

extension AlertStore {
    /// Empty where the store does not have the object. Throws `StoreError` where a stored curve is damaged.
    public func lightCurve(of id: ObjectID) async throws -> LightCurve {
        let file = path
        return try await snapshot { db in
            guard let object = try Self.rowNumber(of: id, db) else { return LightCurve() }
            var points = PointSet()
            for piece in try Self.slices(of: object, db, file: file) {
                points.detections += piece.detections
                points.forced += piece.forced
                points.limits += piece.limits
            }
            return LightCurve(
                detections: points.detections, forced: points.forced, upperLimits: points.limits,
                packets: try Self.packetsByAlert(of: object, db))
        }
    }

    /// Newest first, at most `limit`; none where the store does not have the object.
    public func packets(of id: ObjectID, limit: Int) async throws -> [PacketReference] {
        try await snapshot { db in
            guard let object = try Self.rowNumber(of: id, db) else { return [] }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT t.name, a.partition, a.position FROM alerts a JOIN topics t ON t.id = a.topic
                    WHERE a.object = ? ORDER BY a.mjd DESC, a.id DESC LIMIT ?
                    """, arguments: [object, max(limit, 0)]
            ).map(PacketReference.init)
        }
    }

    /// Where the alert's packet lies; nil where the store does not have the alert.
    public func packet(survey: Survey, alertID: Int64) async throws -> PacketReference? {
        try await snapshot { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT t.name, a.partition, a.position FROM alerts a JOIN topics t ON t.id = a.topic
                    WHERE a.survey = ? AND a.id = ?
                    """, arguments: [survey.rawValue, alertID]
            ).map(PacketReference.init)
        }
    }

    private static func rowNumber(of id: ObjectID, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT id FROM objects WHERE survey = ? AND kind = ? AND key = ?",
            arguments: [id.survey.rawValue, id.kind.rawValue, id.key])
    }

    /// The slices of an object in order of time.
    private static func slices(of object: Int64, _ db: Database, file: String) throws -> [PointSet] {
        let statement = try PreparedStatement(db, SQLText.sliceBodies, file: file)
        statement.bind(1, object * SliceStore.mostSlices)
        statement.bind(2, (object + 1) * SliceStore.mostSlices)
        var slices: [PointSet] = []
        while try statement.step() {
            slices.append(try statement.slice(column: 1, id: statement.int(0), file: file))
        }
        return slices.sorted { $0.start < $1.start }
    }

    private static func packetsByAlert(of object: Int64, _ db: Database) throws -> [Int64: PacketReference] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.name, a.partition, a.position, a.id FROM alerts a JOIN topics t ON t.id = a.topic
                WHERE a.object = ?
                """, arguments: [object])
        var packets: [Int64: PacketReference] = [:]
        while let row = try rows.next() { packets[row[3]] = PacketReference(row: row) }
        return packets
    }
}
