import AlertModel
import AlertStore
import AlertStreams
import AlertTesting
import Broker
import Bytes
import Logging
import Testing

@Suite struct IngestServiceTests {
    private let folder: TemporaryFolder
    private let stream = MemoryStream()

    init() throws { folder = try TemporaryFolder() }

    private func service(_ store: AlertStore, group: String? = nil, batch: Int = 50) -> IngestService {
        var options = IngestOptions()
        options.group = group
        options.batchPackets = batch
        options.chunkPackets = 7
        options.pollTimeout = .milliseconds(30)
        options.backOff.first = .milliseconds(5)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return IngestService(stream: stream, topic: "alerts", store: store, options: options, logger: logger) {
            TextDecoder()
        }
    }

    private func fill(_ records: [OutgoingRecord], partitions: Int = 3) async throws {
        try await stream.createTopic("alerts", partitions: partitions)
        let producer = try await stream.producer(to: "alerts")
        try await producer.send(records)
    }

    @Test func `every packet of a topic is stored, a duplicate, or in quarantine`() async throws {
        var records = (0..<400).map { TextDecoder.record($0, object: $0 / 4, time: 61_000 + Double($0)) }
        records += (0..<30).map { TextDecoder.record($0, object: $0 / 4, time: 61_000 + Double($0)) }
        records += [OutgoingRecord(value: [1, 2, 3]), OutgoingRecord(value: Bytes())]
        try await fill(records)
        try await stream.damage(topic: "alerts", at: RecordPosition(partition: 0, offset: 3))
        let store = try AlertStore(path: folder.store)
        let service = service(store)
        try await service.runUntilCaughtUp()
        let account = try #require(try await store.accounts().first)
        #expect(account.received == 432 && account.inFlight == 0)
        #expect(account.quarantined == 3)
        #expect(account.stored + account.duplicate == 429)
        let counts = service.metrics.snapshot().counts
        #expect(counts.received == 432 && counts.inFlight == 0)
        #expect(counts.quarantined == ["framing": 2, "digest": 1])
        let packets = try await store.quarantine(limit: 10, offset: 0)
        let digest = try #require(packets.first { $0.reason == "digest" })
        #expect(digest.reference == PacketReference(topic: "alerts", partition: 0, offset: 3))
        #expect(try await store.quarantinedBytes(id: digest.id)?.count == digest.byteCount)
    }

    @Test func `a second run takes up where the first ended`() async throws {
        try await fill((0..<100).map { TextDecoder.record($0, object: $0) })
        let store = try AlertStore(path: folder.store)
        try await service(store).runUntilCaughtUp()
        let producer = try await stream.producer(to: "alerts")
        try await producer.send((100..<150).map { TextDecoder.record($0, object: $0) })
        let second = service(store)
        try await second.runUntilCaughtUp()
        #expect(second.metrics.snapshot().counts.received == 50)
        #expect(try await store.totals().alerts == 150)
        let status = try await BrokerStatus.read(store: store) { name in
            let topic = try? await stream.topics().first { $0.name == name }
            return Dictionary((topic?.partitions ?? []).map { ($0.id, $0.nextOffset) }) { first, _ in first }
        }
        #expect(status.lag == 0 && status.stages.first?.stored == 150)
        #expect(status.description.contains("ingest alerts"))
    }

    @Test func `a cancelled service ends with nothing in flight`() async throws {
        try await fill((0..<2000).map { TextDecoder.record($0, object: $0) })
        let store = try AlertStore(path: folder.store)
        let service = service(store, batch: 20)
        let task = Task { try await service.run() }
        while service.metrics.snapshot().counts.stored < 100 { try await Task.sleep(for: .milliseconds(2)) }
        task.cancel()
        try await task.value
        let account = try #require(try await store.accounts().first)
        let next = try await store.committedOffsets(topic: "alerts")
        #expect(account.inFlight == 0)
        #expect(account.received == next.values.reduce(0, +))
        #expect(account.received < 2000)
    }

    @Test func `a group that is ahead of the store is taken back to it`() async throws {
        try await fill((0..<60).map { TextDecoder.record($0, object: $0) }, partitions: 1)
        let other = try AlertStore(path: folder.path + "/other.sqlite")
        try await service(other, group: "g").runUntilCaughtUp()
        let store = try AlertStore(path: folder.store)
        _ = try store.ingest(IngestBatch(stage: "ingest alerts", nextOffsets: ["alerts": [0: 10]]))
        let producer = try await stream.producer(to: "alerts")
        try await producer.send([TextDecoder.record(60, object: 60)])
        try await service(store, group: "g").runUntilCaughtUp()
        #expect(try await store.totals().alerts == 51)
    }

    @Test func `what was gone before it was read is missing from the account`() async throws {
        try await fill((0..<30).map { TextDecoder.record($0, object: $0) }, partitions: 1)
        let store = try AlertStore(path: folder.store)
        try await service(store).runUntilCaughtUp()
        let producer = try await stream.producer(to: "alerts")
        try await producer.send((30..<60).map { TextDecoder.record($0, object: $0) })
        try await stream.trim(topic: "alerts", partition: 0, before: 42)
        try await service(store).runUntilCaughtUp()
        try await service(store).runUntilCaughtUp()
        let wanted = StageAccount(stage: "ingest alerts", received: 48, stored: 48, missing: 12)
        #expect(try await store.accounts() == [wanted])
    }

    @Test func `a start gives up what a killed broker had in flight`() async throws {
        try await fill([])
        let store = try AlertStore(path: folder.store)
        _ = try store.ingest(IngestBatch(stage: "ingest alerts", inFlight: 12))
        #expect(try await store.accounts().first?.inFlight == 12)
        try await service(store).runUntilCaughtUp()
        #expect(try await store.accounts() == [StageAccount(stage: "ingest alerts")])
    }

    @Test func `an alert without a time goes to quarantine and the others are stored`() async throws {
        try await fill((0..<4).map { TextDecoder.record($0, object: $0) })
        let producer = try await stream.producer(to: "alerts")
        try await producer.send([TextDecoder.record(9, object: 9, time: .infinity)])
        let store = try AlertStore(path: folder.store)
        try await service(store).runUntilCaughtUp()
        let packet = try #require(try await store.quarantine(limit: 1, offset: 0).first)
        #expect(packet.reason == "mapping" && packet.detail.contains("alert 9"))
        #expect(try await store.totals().alerts == 4)
    }

    @Test func `a topic that is missing or was made anew gives an error that says so`() async throws {
        let store = try AlertStore(path: folder.store)
        await #expect(throws: BrokerError.self) { try await service(store).runUntilCaughtUp() }
        try await fill([TextDecoder.record(1, object: 1)], partitions: 1)
        _ = try store.ingest(IngestBatch(stage: "ingest alerts", nextOffsets: ["alerts": [0: 99]]))
        await #expect(throws: BrokerError.self) { try await service(store).runUntilCaughtUp() }
        try store.forgetOffsets(topic: "alerts")
        try await service(store).runUntilCaughtUp()
        #expect(try await store.totals().alerts == 1)
    }
}
