import AlertStreams
import CRDKafka
import Logging

/// librdkafka's own pretended cluster, in this process. It keeps about 5 MB a partition and silently drops the rest, and
/// cannot make topics by request, so `createTopic` goes around the protocol.
final class MockCluster: AlertStream {
    private nonisolated(unsafe) let client: OpaquePointer
    private nonisolated(unsafe) let cluster: OpaquePointer
    let stream: KafkaStream

    struct Failure: Error {}

    init(configure: (inout KafkaConfiguration) -> Void = { _ in }) throws {
        let quiet = rd_kafka_conf_new()
        rd_kafka_conf_set(quiet, "log_level", "0", nil, 0)
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, quiet, nil, 0),
            let cluster = rd_kafka_mock_cluster_new(client, 1),
            let bootstrap = rd_kafka_mock_cluster_bootstraps(cluster)
        else { throw Failure() }
        self.client = client
        self.cluster = cluster
        var configuration = KafkaConfiguration(bootstrap: String(cString: bootstrap))
        configuration.logger.logLevel = .critical
        configuration.connectTimeout = .seconds(10)
        configuration.sessionTimeout = .seconds(6)
        configure(&configuration)
        stream = KafkaStream(configuration: configuration)
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(client)
    }

    func createTopic(_ name: String, partitions: Int) async throws {
        rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
    }

    func setBroker(up: Bool) {
        _ = up ? rd_kafka_mock_broker_set_up(cluster, 1) : rd_kafka_mock_broker_set_down(cluster, 1)
    }

    func failNextProduce(_ code: rd_kafka_resp_err_t, times: Int) {
        let codes = Array(repeating: code, count: times)
        rd_kafka_mock_push_request_errors_array(cluster, 0, times, codes)
    }

    func topics() async throws -> [TopicDescription] { try await stream.topics() }

    func producer(to topic: String) async throws -> any StreamProducer { try await stream.producer(to: topic) }

    func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        try await stream.consumer(of: topic, start: start)
    }

    func close() async { await stream.close() }
}

extension MockCluster: RecordFetcher {
    func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord? {
        try await stream.fetch(topic: topic, at: position)
    }
}
