import AlertStore
import AlertStreams
import AlertTesting
import Broker
import Bytes
import Logging
import Synchronization
import Testing

/// A stream whose reads fail every third time, as of a cluster that comes and goes.
private final class FlakyStream: AlertStream {
    struct Away: TransientError { var isTransient: Bool }

    let inner = MemoryStream()
    let polls = Atomic(0)
    let isForEver: Bool

    init(isForEver: Bool = false) { self.isForEver = isForEver }

    func createTopic(_ name: String, partitions: Int) async throws {
        try await inner.createTopic(name, partitions: partitions)
    }
    func topics() async throws -> [TopicDescription] { try await inner.topics() }
    func producer(to topic: String) async throws -> any StreamProducer { try await inner.producer(to: topic) }
    func close() async { await inner.close() }

    func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        FlakyConsumer(stream: self, inner: try await inner.consumer(of: topic, start: start))
    }
}

private struct FlakyConsumer: StreamConsumer {
    let stream: FlakyStream
    let inner: any StreamConsumer

    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch {
        let number = stream.polls.add(1, ordering: .relaxed).newValue
        let batch = try await inner.poll(maxRecords: maxRecords, timeout: timeout)
        if stream.isForEver || number.isMultiple(of: 3) { throw FlakyStream.Away(isTransient: true) }
        return batch
    }
    func commit(_ next: [Int32: Int64]) async throws { try await inner.commit(next) }
    func assignment() async throws -> [Int32] { try await inner.assignment() }
    func endOffsets() async throws -> [Int32: Int64] { try await inner.endOffsets() }
    func seek(partition: Int32, to offset: Int64) async throws {
        try await inner.seek(partition: partition, to: offset)
    }
    func close() async { await inner.close() }
}

@Suite struct RetryTests {
    private func service(_ stream: FlakyStream, _ store: AlertStore, patience: Duration) -> IngestService {
        var options = IngestOptions()
        options.batchPackets = 20
        options.chunkPackets = 10
        options.pollTimeout = .milliseconds(10)
        options.backOff.first = .milliseconds(1)
        options.backOff.patience = patience
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return IngestService(stream: stream, topic: "alerts", store: store, options: options, logger: logger) {
            TextDecoder()
        }
    }

    private func filled(_ stream: FlakyStream) async throws -> FlakyStream {
        try await stream.createTopic("alerts", partitions: 2)
        try await stream.producer(to: "alerts").send((0..<500).map { TextDecoder.record($0, object: $0 / 3) })
        return stream
    }

    @Test func `a stream that comes and goes loses nothing and repeats nothing`() async throws {
        let folder = try TemporaryFolder()
        let store = try AlertStore(path: folder.store)
        let service = service(try await filled(FlakyStream()), store, patience: .seconds(60))
        let task = Task { try await service.run() }
        while try await store.totals().alerts < 500 { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        try await task.value
        let account = try #require(try await store.accounts().first)
        #expect(account == StageAccount(stage: "ingest alerts", received: 500, stored: 500))
        let counts = service.metrics.snapshot().counts
        #expect(counts.retries > 0 && counts.inFlight == 0 && counts.stored == 500)
    }

    @Test func `patience ends with an error that names the topic`() async throws {
        let folder = try TemporaryFolder()
        let store = try AlertStore(path: folder.store)
        let service = service(try await filled(FlakyStream(isForEver: true)), store, patience: .milliseconds(50))
        let error = await #expect(throws: BrokerError.self) { try await service.run() }
        #expect(error?.description.contains("Topic alerts: gave up") == true)
    }

    @Test func `waits double up to the longest`() {
        var backOff = BackOff()
        backOff.first = .seconds(1)
        backOff.longest = .seconds(5)
        #expect((1...5).map(backOff.wait) == [.seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5)])
        #expect(backOff.wait(.max) == .seconds(5))
    }
}
