/// Topics of a Kafka cluster, through librdkafka.
public final class KafkaStream: AlertStream {
    /// As it was given.
    public let configuration: KafkaConfiguration
    private let lobby: KafkaLobby
    private let fetcher: KafkaFetcher
    let groups: KafkaGroups

    /// Complexity: O(1); connects with the first call.
    public init(configuration: KafkaConfiguration) {
        self.configuration = configuration
        lobby = KafkaLobby(configuration)
        fetcher = KafkaFetcher(configuration)
        groups = KafkaGroups(configuration)
    }

    /// Waits until the cluster lists the topic, `connectTimeout` at most. Throws `StreamError` where it refuses.
    public func createTopic(_ name: String, partitions: Int) async throws {
        try StreamError.checkName(name, of: "topic")
        guard partitions > 0 else { throw StreamError.invalidArgument("A topic has at least 1 partition.") }
        try await lobby.createTopic(name, partitions: partitions)
    }

    /// In the order of their names, without those that begin with `__`; sizes in bytes are not known.
    public func topics() async throws -> [TopicDescription] { try await lobby.topics() }

    func partitions(of topic: String) async throws -> [Int32] { try await lobby.partitions(of: topic) }

    /// Throws `StreamError` where the cluster has no such topic; it is not made.
    public func producer(to topic: String) async throws -> any StreamProducer {
        _ = try await lobby.partitions(of: topic)
        return KafkaProducer(
            try await lobby.producingClient(), lobby, topic: topic, maxRecordBytes: configuration.maxRecordBytes)
    }

    /// Throws `StreamError` where there is no such topic, or `start` names a partition that it does not have.
    public func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        if case .group(let name) = start { try StreamError.checkName(name, of: "consumer group") }
        let partitions = try await lobby.partitions(of: topic)
        return try await KafkaConsumer.open(configuration, topic, partitions, start)
    }

    /// Waits `connectTimeout` at most for records on their way; those that no broker took by then fail.
    public func close() async {
        await lobby.close()
        await fetcher.close()
        await groups.close()
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
