internal import GRDB

extension AlertStore {
    /// Stores a batch: rows, light curves, quarantine, account and offsets, in one transaction. Either all of it is
    /// there afterwards, or nothing.
    ///
    /// A packet whose offset lies before its partition's committed offset, or that came earlier in the batch, has been
    /// accounted for and is ignored (`IngestOutcome.redelivered`). So a stage's sum, stored + duplicate +
    /// quarantined, is the number of different packets read, however often they are delivered.
    ///
    /// Blocks until done; one call at a time. Complexity: O(alerts + points of their histories).
    /// - Throws: `StoreError`; `isTransient` tells whether the same batch may be tried again.
    public func ingest(_ batch: IngestBatch) throws(StoreError) -> IngestOutcome {
        var outcome = IngestOutcome()
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    var transaction = try IngestTransaction(db, file: path)
                    outcome = try transaction.run(batch)
                    return .commit
                }
            }
        } catch {
            throw StoreError(error, file: path)
        }
        return outcome
    }

    /// Forgets how far `topic` was read, for a topic that was deleted and made anew. What it brought stays; alerts that
    /// come again count as duplicates.
    public func forgetOffsets(topic: String) throws(StoreError) {
        do {
            try pool.write { db in
                try db.execute(
                    sql: "DELETE FROM offsets WHERE topic = (SELECT id FROM topics WHERE name = ?)", arguments: [topic])
            }
        } catch {
            throw StoreError(error, file: path)
        }
    }
}
