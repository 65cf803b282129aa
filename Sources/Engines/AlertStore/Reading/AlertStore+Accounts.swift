public import Bytes
internal import Foundation
internal import GRDB

extension AlertStore {
    /// What the broker counted as it read, and what became of it; in a store that no broker of this version has opened
    /// yet, what was read is the sum. `inFlight` is what it had read beyond its last commit when it made that commit.
    public func accounts() async throws -> [StageAccount] {
        try await snapshot { db in
            let isCounted = try db.columns(in: "stages").contains { $0.name == "received" }
            let counted = isCounted ? "received, missing" : "stored + duplicate + quarantined, 0"
            let sql = "SELECT name, stored, duplicate, quarantined, in_flight, \(counted) FROM stages ORDER BY name"
            return try Row.fetchAll(db, sql: sql).map { row in
                StageAccount(
                    stage: row[0], received: (row[5] as Int64) + (row[4] as Int64), stored: row[1], duplicate: row[2],
                    quarantined: row[3], inFlight: row[4], missing: row[6])
            }
        }
    }

    /// Next offset to read by partition, as committed with the rows; empty for a topic that the store does not know.
    public func committedOffsets(topic: String) async throws -> [Int32: Int64] {
        try await snapshot { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT partition, next FROM offsets JOIN topics ON topics.id = topic WHERE name = ?",
                arguments: [topic])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int32, $0[1] as Int64) })
        }
    }

    /// Newest first.
    public func quarantine(limit: Int, offset: Int) async throws -> [QuarantinedPacket] {
        try await snapshot { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.name, q.partition, q.position, q.id, q.reason, q.detail, q.byte_count, q.stored_ms
                    FROM quarantine q JOIN topics t ON t.id = q.topic ORDER BY q.id DESC LIMIT ? OFFSET ?
                    """, arguments: [max(limit, 0), max(offset, 0)]
            ).map { row in
                QuarantinedPacket(
                    id: row[3], reference: PacketReference(row: row), reason: row[4], detail: row[5], byteCount: row[6],
                    storedAtMs: row[7])
            }
        }
    }

    /// The whole packet; nil where no quarantined one has this id.
    public func quarantinedBytes(id: Int64) async throws -> Bytes? {
        try await snapshot { db in
            try Data.fetchOne(db, sql: "SELECT bytes FROM quarantine_bytes WHERE id = ?", arguments: [id])
                .map { Bytes(Array($0)) }
        }
    }

    /// Topics of which offsets are committed.
    public func topics() async throws -> [String] {
        try await snapshot { db in
            try String.fetchAll(db, sql: "SELECT name FROM topics ORDER BY name")
        }
    }

    /// Quarantined packets by reason.
    public func quarantineReasons() async throws -> [String: Int] {
        try await snapshot { db in
            let rows = try Row.fetchAll(db, sql: "SELECT reason, count(*) FROM quarantine GROUP BY reason")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
        }
    }
}
