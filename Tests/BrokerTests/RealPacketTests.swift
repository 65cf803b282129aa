import AlertModel
import AlertStore
import AlertStreams
import AlertTesting
import Broker
import Bytes
import Foundation
import Logging
import Testing

private let dataFolder = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data"

@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: dataFolder + "/lsst-alerts"), "no real packets at \(dataFolder)"))
struct RealPacketTests {
    private func packets(_ folder: String) throws -> [Bytes] {
        let root = URL(filePath: dataFolder).appending(path: folder)
        let names = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let files = (names?.allObjects as? [URL] ?? []).filter { ["avro", "bin"].contains($0.pathExtension) }
        return try files.sorted { $0.path < $1.path }.map { Bytes([UInt8](try Data(contentsOf: $0))) }
    }

    /// Sends every file as one packet, twice.
    private func ingest(_ packets: [Bytes], into store: AlertStore) async throws -> StageAccount {
        let stream = MemoryStream()
        try await stream.createTopic("real", partitions: 2)
        let producer = try await stream.producer(to: "real")
        try await producer.send((packets + packets).map { OutgoingRecord(value: $0) })
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service = IngestService(stream: stream, topic: "real", store: store, logger: logger)
        try await service.runUntilCaughtUp()
        return try #require(try await store.accounts().first)
    }

    @Test(arguments: [("lsst-alerts", Int64(0)), ("ztf-alerts", 0)])
    func `packets of mapped surveys are stored once and their second copies are duplicates`(
        survey: String, quarantined: Int64
    ) async throws {
        let folder = try TemporaryFolder()
        let store = try AlertStore(path: folder.store)
        let packets = try packets(survey)
        let account = try await ingest(packets, into: store)
        #expect(account.received == Int64(2 * packets.count) && account.inFlight == 0)
        #expect(account.quarantined == quarantined)
        #expect(account.stored > 0 && account.stored + account.duplicate + account.quarantined == account.received)
        let page = try await store.objects(ObjectQuery())
        #expect(page.total > 0)
        for row in page.rows {
            let curve = try await store.lightCurve(of: row.id)
            #expect(curve.detections.count == row.detectionCount)
            #expect(curve.packets.count == row.alertCount)
            #expect(Set(curve.detections.map(\.id)).count == curve.detections.count)
        }
    }

    @Test func `packets of other surveys are counted and set aside, and none ends the broker`() async throws {
        let folder = try TemporaryFolder()
        let store = try AlertStore(path: folder.store)
        let packets = try packets("other-surveys")
        let account = try await ingest(packets, into: store)
        #expect(account.received == Int64(2 * packets.count) && account.inFlight == 0)
        #expect(account.quarantined > 0)
        let reasons = try await store.quarantineReasons()
        #expect(Set(reasons.keys).isSubset(of: ["framing", "schema", "decode", "mapping"]))
        #expect(reasons.values.reduce(0, +) == Int(account.quarantined))
    }
}
