import CRDKafka
import Dispatch
import Synchronization

/// Topics of a Kafka cluster, through librdkafka.
public final class KafkaStream: AlertStream {
    public let configuration: KafkaConfiguration
    private let lobby: KafkaLobby
    private let fetcher: KafkaFetcher

    /// Complexity: O(1); connects with the first call.
    public init(configuration: KafkaConfiguration) {
        self.configuration = configuration
        lobby = KafkaLobby(configuration)
        fetcher = KafkaFetcher(configuration)
    }

    public func createTopic(_ name: String, partitions: Int) async throws {
        try StreamError.checkName(name, of: "topic")
        guard partitions > 0 else { throw StreamError.invalidArgument("A topic has at least 1 partition.") }
        try await lobby.createTopic(name, partitions: partitions)
    }

    public func topics() async throws -> [TopicDescription] { try await lobby.topics() }

    public func producer(to topic: String) async throws -> any StreamProducer {
        _ = try await lobby.partitions(of: topic)
        return KafkaProducer(try await lobby.producingClient(), topic: topic)
    }

    public func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        if case .group(let name) = start { try StreamError.checkName(name, of: "consumer group") }
        let partitions = try await lobby.partitions(of: topic)
        return try await KafkaConsumer.open(configuration, topic, partitions, start)
    }

    public func close() async {
        await lobby.close()
        await fetcher.close()
    }
}

extension KafkaStream: RecordFetcher {
    /// Takes a round trip or two to the broker.
    public func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord? {
        let partitions = try await lobby.partitions(of: topic)
        guard partitions.contains(position.partition) else {
            throw StreamError.invalidPartition(position.partition, topic: topic, count: partitions.count)
        }
        return try await fetcher.fetch(topic, position)
    }
}

/// The client that producers share and that asks the cluster about topics.
actor KafkaLobby {
    private let executor = QueueExecutor("tocsin.kafka.ask")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let configuration: KafkaConfiguration
    private var client: KafkaClient?
    private var poller: KafkaPoller?
    private var known: [String: [Int32]] = [:]

    init(_ configuration: KafkaConfiguration) { self.configuration = configuration }

    func producingClient() throws -> KafkaClient {
        if let client { return client }
        let client = try KafkaClient(configuration, RD_KAFKA_PRODUCER, configuration.producing)
        poller = KafkaPoller(client)
        self.client = client
        return client
    }

    func partitions(of topic: String) throws -> [Int32] {
        if let known = known[topic] { return known }
        let found = try producingClient().partitions(of: topic)
        known[topic] = found
        return found
    }

    func createTopic(_ name: String, partitions: Int) async throws {
        let client = try producingClient()
        if let found = try client.partitions()[name] {
            guard found.count == partitions else {
                throw StreamError.partitionMismatch(name, has: found.count, wanted: partitions)
            }
            return
        }
        try client.createTopic(name, partitions: partitions)
        let deadline = ContinuousClock.now + configuration.connectTimeout
        while try client.partitions()[name] == nil, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func topics() throws -> [TopicDescription] {
        let client = try producingClient()
        let names = try client.partitions().filter { !$0.key.hasPrefix("__") }.sorted { $0.key < $1.key }
        return try names.map { name, partitions in
            let described = try partitions.map { id in
                let (low, high) = try client.watermarks(name, id)
                return PartitionDescription(id: id, firstOffset: low, nextOffset: high)
            }
            return TopicDescription(name: name, partitions: described)
        }
    }

    func close() async {
        guard let client else { return }
        rd_kafka_flush(client.handle, client.timeoutMs)
        poller?.stop()
        self.client = nil
        poller = nil
    }
}

/// A thread that serves a client's reports and events.
final class KafkaPoller: Sendable {
    private let isStopped = Mutex(false)

    init(_ client: KafkaClient) {
        DispatchQueue(label: "tocsin.kafka.poll").async { [self] in
            while !isStopped.withLock({ $0 }) { rd_kafka_poll(client.handle, 100) }
        }
    }

    func stop() { isStopped.withLock { $0 = true } }
}

/// Reads single records by position through a client of its own.
actor KafkaFetcher {
    private let executor = QueueExecutor("tocsin.kafka.fetch")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let configuration: KafkaConfiguration
    private var client: KafkaClient?

    init(_ configuration: KafkaConfiguration) { self.configuration = configuration }

    private func openClient() throws -> KafkaClient {
        if let client { return client }
        // A request that waits for news in one place holds up the next record's.
        let settings =
            configuration.consuming(group: nil) + [
                ("fetch.wait.max.ms", "5"), ("auto.offset.reset", "error"), ("enable.partition.eof", "true"),
            ]
        let client = try KafkaClient(configuration, RD_KAFKA_CONSUMER, settings)
        rd_kafka_poll_set_consumer(client.handle)
        self.client = client
        return client
    }

    func fetch(_ topic: String, _ position: RecordPosition) throws -> StreamRecord? {
        let client = try openClient()
        let list = try KafkaPartitionList(topic, [position.partition: position.offset])
        let code = rd_kafka_assign(client.handle, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.error(code, "read '\(topic)'") }
        defer { rd_kafka_assign(client.handle, nil) }
        return try receive(client, topic, position)
    }

    private func receive(_ client: KafkaClient, _ topic: String, _ position: RecordPosition) throws -> StreamRecord? {
        let deadline = ContinuousClock.now + configuration.connectTimeout
        while ContinuousClock.now < deadline {
            guard let pointer = rd_kafka_consumer_poll(client.handle, 500) else {
                // Some brokers say nothing at all of an offset that they do not have.
                let (low, high) = try client.watermarks(topic, position.partition)
                if !(low..<max(low, high)).contains(position.offset) { return nil }
                continue
            }
            let message = KafkaMessage(pointer, client)
            let record = message.record
            guard record.position.partition == position.partition else { continue }
            switch message.error {
            case RD_KAFKA_RESP_ERR_NO_ERROR: return record.position == position ? record : nil
            case RD_KAFKA_RESP_ERR__PARTITION_EOF, RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET: return nil
            default: continue
            }
        }
        throw client.error(RD_KAFKA_RESP_ERR__TIMED_OUT, "read record \(position.offset) of '\(topic)'")
    }

    func close() {
        if let client { rd_kafka_consumer_close(client.handle) }
        client = nil
    }
}
