import CRDKafka
import Dispatch
import Synchronization

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

    /// Waits for what is on its way; what no broker takes in time fails, so that no `send` waits for ever.
    func close() async {
        guard let client else { return }
        client.refuseRecords()
        drain(client)
        poller?.stop()
        self.client = nil
        poller = nil
    }

    /// A cancelled task waits no longer than a cancelled `send` does.
    private func drain(_ client: KafkaClient) {
        let start = ContinuousClock.now
        while rd_kafka_flush(client.handle, 100) != RD_KAFKA_RESP_ERR_NO_ERROR {
            let patience = Task.isCancelled ? KafkaProducer.grace : configuration.connectTimeout
            guard start.duration(to: .now) > min(patience, configuration.connectTimeout) else { continue }
            rd_kafka_purge(client.handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            rd_kafka_flush(client.handle, 1000)
            return
        }
    }

    deinit { poller?.stop() }
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
