import CRDKafka

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
            try Task.checkCancellation()
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
