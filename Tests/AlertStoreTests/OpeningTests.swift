import AlertModel
import Bytes
import Foundation
import GRDB
import Testing

@testable import AlertStore

@Suite struct OpeningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func batch(_ range: Range<Int>) -> IngestBatch {
        let items = range.map { number in
            let id = ObjectID(survey: .lsst, kind: .diaObject, key: Int64(number))
            let source = Detection(id: Int64(number), midpointMjdTai: 61_000, band: .i, ra: 1, dec: 2)
            return IngestItem(
                Alert(survey: .lsst, schemaVersion: "t", objectID: id, source: source),
                at: PacketReference(topic: "t", partition: 0, offset: Int64(number)))
        }
        return IngestBatch(stage: "s", items: items)
    }

    @Test func `a second writer is refused with the first one's process`() throws {
        let store = try AlertStore(path: folder.store)
        let error = #expect(throws: StoreError.self) { try AlertStore(path: folder.store) }
        #expect(error?.description.contains("another process is writing") == true)
        #expect(error?.description.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
        #expect(throws: StoreError.self) { try AlertStore(path: folder.store) }
        try store.close()
        let next = try AlertStore(path: folder.store)
        #expect(throws: StoreError.self) { try AlertStore(path: folder.store) }
        try next.close()
    }

    @Test func `a store of the version before keeps its accounts, with their sum as what came in`() async throws {
        let pool = try DatabasePool(path: folder.store)
        try Migrations.migrator.migrate(pool, upTo: "3 magnitude and reliability by bins")
        try await pool.write { try $0.execute(sql: "INSERT INTO stages VALUES ('s', 5, 2, 1, 0, 0)") }
        try pool.close()
        var wanted = StageAccount(stage: "s", received: 8, stored: 5, duplicate: 2, quarantined: 1)
        #expect(try await AlertStore(path: folder.store, access: .readOnly).accounts() == [wanted])
        let store = try AlertStore(path: folder.store)
        #expect(try await store.accounts() == [wanted])
        _ = try store.ingest(batch(0..<10))
        (wanted.received, wanted.stored) = (18, 15)
        #expect(try await store.accounts() == [wanted])
    }

    @Test func `a store of the version before has its sky counted, before and after it is brought up`()
        async throws
    {
        let store = try AlertStore(path: folder.store)
        _ = try store.ingest(batch(0..<10))
        let counts = try await store.skyCounts(sinceMjdTai: 61_000)
        #expect(counts.map(\.alerts) == [10])
        try store.close()
        let pool = try DatabasePool(path: folder.store)
        try await pool.write { db in
            try db.execute(sql: "DROP TABLE sky_counts; DELETE FROM grdb_migrations WHERE identifier LIKE '5 %'")
        }
        try pool.close()
        #expect(try await AlertStore(path: folder.store, access: .readOnly).skyCounts(sinceMjdTai: 61_000) == counts)
        #expect(try await AlertStore(path: folder.store).skyCounts(sinceMjdTai: 61_000) == counts)
    }

    @Test func `packets that were read and are in no batch make an account that does not add up`() async throws {
        let store = try AlertStore(path: folder.store)
        var short = batch(0..<10)
        short.read = 12
        _ = try store.ingest(short)
        let account = try #require(try await store.accounts().first)
        #expect(account.received == 12 && account.stored == 10 && account.unaccounted == 2)
    }

    @Test func `offsets that are gone are missing once, and not received`() async throws {
        let store = try AlertStore(path: folder.store)
        let gap = MissingOffsets(topic: "t", partition: 0, offsets: 4..<9)
        _ = try store.ingest(IngestBatch(stage: "s", nextOffsets: ["t": [0: 9]], missing: [gap]))
        _ = try store.ingest(IngestBatch(stage: "s", nextOffsets: ["t": [0: 9]], missing: [gap]))
        #expect(try await store.accounts() == [StageAccount(stage: "s", missing: 5)])
    }

    @Test func `advice names options that there are`() throws {
        for code in [StoreError.Code.locked, .readOnly, .newerSchema] {
            let text = StoreError(code, file: "f", detail: "").description
            #expect(text.contains("--data") && !text.contains("--store"))
        }
        #expect(!StoreError(.full, file: "f", detail: "").description.contains("tried again"))
    }

    @Test func `a reader beside the writer sees what is committed`() async throws {
        let writer = try AlertStore(path: folder.store)
        _ = try writer.ingest(batch(0..<10))
        let reader = try AlertStore(path: folder.store, access: .readOnly)
        #expect(try await reader.totals().alerts == 10)
        _ = try writer.ingest(batch(10..<30))
        #expect(try await reader.totals().alerts == 30)
        #expect(throws: StoreError.self) { try reader.ingest(batch(30..<40)) }
    }

    @Test func `a missing store, a missing folder and a file of another kind are named`() throws {
        #expect(throws: StoreError.self) { try AlertStore(path: folder.store, access: .readOnly) }
        #expect(throws: StoreError.self) { try AlertStore(path: folder.path + "/no/such/store") }
        try Data(repeating: 7, count: 8192).write(to: URL(filePath: folder.store))
        let error = #expect(throws: StoreError.self) { try AlertStore(path: folder.store) }
        #expect(error?.description.contains(folder.store) == true)
        #expect(error?.description.contains("damaged") == true)
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write everywhere"))
    func `a read-only folder is told as such`() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
        let error = #expect(throws: StoreError.self) { try AlertStore(path: folder.store) }
        #expect(error?.description.contains("read-only") == true)
    }

    @Test func `a full disk leaves the last batch out and the store whole`() async throws {
        var options = StoreOptions()
        options.mostPages = 60
        let store = try AlertStore(path: folder.store, options: options)
        var stored = 0
        let error = #expect(throws: StoreError.self) {
            while stored < 100_000 {
                _ = try store.ingest(batch(stored..<(stored + 50)))
                stored += 50
            }
        }
        #expect(error?.isTransient == true)
        #expect(error?.description.contains("the disk is full") == true)
        #expect(try await store.totals().alerts == stored)
        #expect(try await store.committedOffsets(topic: "t") == [0: Int64(stored)])
        try store.close()
        let larger = try AlertStore(path: folder.store)
        #expect(try larger.ingest(batch(stored..<(stored + 50))).stored == 50)
    }

    @Test func `a closed store is one file that holds everything`() async throws {
        let store = try AlertStore(path: folder.store)
        _ = try store.ingest(batch(0..<50))
        try store.close()
        let log = try? FileManager.default.attributesOfItem(atPath: folder.store + "-wal")[.size] as? Int
        #expect(log ?? 0 == 0)
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: folder.store, toPath: copy.store)
        #expect(try await AlertStore(path: copy.store).totals().alerts == 50)
    }

    @Test func `closing beside a reader in the middle of a page keeps every batch`() async throws {
        let store = try AlertStore(path: folder.store)
        _ = try store.ingest(batch(0..<50))
        let reader = try DatabasePool(path: folder.store)
        try await reader.read { db in
            let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM alerts")
            _ = try store.ingest(batch(50..<100))
            try store.close()
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM alerts") == before)
        }
        #expect(try await AlertStore(path: folder.store, access: .readOnly).totals().alerts == 100)
    }

    @Test func `the files of a writer that was killed hold every committed batch`() async throws {
        let store = try AlertStore(path: folder.store)
        for round in 0..<5 {
            _ = try store.ingest(batch((round * 20)..<(round * 20 + 20)))
            let copy = try TemporaryFolder()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.store + suffix, toPath: copy.store + suffix)
            }
            let reopened = try AlertStore(path: copy.store)
            #expect(try await reopened.totals().alerts == round * 20 + 20)
            #expect(try await reopened.committedOffsets(topic: "t") == [0: Int64(round * 20 + 20)])
        }
    }

    @Test func `readers see whole batches while a writer works`() async throws {
        let store = try AlertStore(path: folder.store)
        _ = try store.ingest(batch(0..<50))
        let writer = Task.detached { [self] in
            for round in 1..<60 { _ = try store.ingest(batch((round * 50)..<(round * 50 + 50))) }
        }
        for _ in 0..<200 {
            let account = try #require(try await store.accounts().first)
            #expect(account.stored % 50 == 0 && account.inFlight == 0)
            #expect(try await store.totals().alerts % 50 == 0)
        }
        try await writer.value
        #expect(try await store.totals().alerts == 3000)
    }
}
