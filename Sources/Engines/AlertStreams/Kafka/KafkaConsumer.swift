import Bytes
import CRDKafka
import Logging

/// A reader of a Kafka topic.
actor KafkaConsumer: StreamConsumer {
    private let executor = QueueExecutor("tocsin.kafka.read")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private static let pollBytes = 64 << 20

    private let client: KafkaClient
    private let topic: String
    private let group: String?
    private var notBefore: [Int32: Int64] = [:]
    private var watch: KafkaGapWatch
    private var isClosed = false

    static func open(
        _ configuration: KafkaConfiguration, _ topic: String, _ partitions: [Int32], _ start: ConsumerStart
    ) async throws -> KafkaConsumer {
        var group: String?
        if case .group(let name) = start { group = name }
        let client = try KafkaClient(configuration, RD_KAFKA_CONSUMER, configuration.consuming(group: group))
        let consumer = KafkaConsumer(client, topic, group)
        try await consumer.begin(start, partitions)
        return consumer
    }

    private init(_ client: KafkaClient, _ topic: String, _ group: String?) {
        (self.client, self.topic, self.group) = (client, topic, group)
        watch = KafkaGapWatch(client: client, topic: topic, isInGroup: group != nil)
    }

    private func begin(_ start: ConsumerStart, _ partitions: [Int32]) throws {
        rd_kafka_poll_set_consumer(client.handle)
        if group != nil {
            let list = try KafkaPartitionList(topic, [-1: -1001])
            try check(rd_kafka_subscribe(client.handle, list.pointer), "subscribe to '\(topic)'")
            return
        }
        let offsets = try offsets(start, partitions)
        for id in offsets.keys where !partitions.contains(id) {
            throw StreamError.invalidPartition(id, topic: topic, count: partitions.count)
        }
        let list = try KafkaPartitionList(topic, offsets)
        try check(rd_kafka_assign(client.handle, list.pointer), "read '\(topic)'")
    }

    private func offsets(_ start: ConsumerStart, _ partitions: [Int32]) throws -> [Int32: Int64] {
        var offsets: [Int32: Int64] = [:]
        for id in partitions {
            switch start {
            case .earliest: offsets[id] = Int64(RD_KAFKA_OFFSET_BEGINNING)
            case .latest: offsets[id] = try client.watermarks(topic, id).high
            case .offsets(let given):
                for (id, offset) in given { watch.begin(id, at: offset) }
                return given
            case .since(let time): offsets[id] = try find(time, id)
            case .group: break
            }
        }
        return offsets
    }

    private func find(_ timestampMs: Int64, _ id: Int32) throws -> Int64 {
        guard let offset = try client.offset(topic, id, since: timestampMs) else {
            return try client.watermarks(topic, id).high
        }
        notBefore[id] = timestampMs
        return offset
    }

    /// Brokers may answer with the start of the batch that holds the time: the records before it are passed over.
    private func isTooEarly(_ record: StreamRecord) -> Bool {
        guard let time = notBefore[record.position.partition] else { return false }
        if record.timestampMs < time { return true }
        notBefore[record.position.partition] = nil
        return false
    }

    private func check(_ code: rd_kafka_resp_err_t, _ action: String) throws {
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.error(code, action) }
    }

    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch {
        let deadline = ContinuousClock.now + timeout
        while true {
            guard !isClosed else { throw StreamError.closed("consumer") }
            // Short waits, so that a commit from another task and a cancellation get their turn.
            let left = max(.zero, min(deadline - .now, .milliseconds(50)))
            let batch = try pollOnce(max(1, maxRecords), waitMs: Int32(left.milliseconds))
            if !batch.isEmpty || ContinuousClock.now >= deadline { return batch }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private func pollOnce(_ maxRecords: Int, waitMs: Int32) throws -> RecordBatch {
        var batch = RecordBatch(records: [])
        var (wait, bytes) = (waitMs, 0)
        while batch.records.count + batch.damaged.count < maxRecords, bytes < Self.pollBytes {
            guard let pointer = rd_kafka_consumer_poll(client.handle, wait) else { break }
            let message = KafkaMessage(pointer, client)
            wait = 0
            guard message.error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                try handle(message, haveRecords: !batch.isEmpty)
                continue
            }
            let record = message.record
            if let gap = watch.gap(before: record.position) { batch.gaps.append(gap) }
            if isTooEarly(record) { continue }
            bytes += record.value.count
            batch.admit(record)
        }
        return batch
    }

    /// Errors that the library mends by itself were reported by its event; the others end the poll.
    private func handle(_ message: KafkaMessage, haveRecords: Bool) throws {
        switch message.error {
        case RD_KAFKA_RESP_ERR__PARTITION_EOF: return
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR__FATAL:
            if !haveRecords { throw client.error(message.error, "read '\(topic)'") }
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
            if !haveRecords { throw StreamError.unknownTopic(topic, at: client.configuration.description) }
        default:
            client.configuration.logger.warning("'\(topic)': \(message.errorText)")
        }
    }

    func commit(_ next: [Int32: Int64]) async throws {
        guard !isClosed else { throw StreamError.closed("consumer") }
        guard let group else { throw StreamError.noGroup(topic) }
        guard !next.isEmpty else { return }
        let list = try KafkaPartitionList(topic, next)
        switch rd_kafka_commit(client.handle, list.pointer, 0) {
        case RD_KAFKA_RESP_ERR_NO_ERROR: break
        case RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID,
            RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR__STATE:
            throw StreamError.partitionLost(next.keys.min() ?? 0, topic: topic, group: group)
        case let code: throw client.error(code, "commit offsets of group '\(group)' in '\(topic)'")
        }
    }

    func assignment() async throws -> [Int32] { try assigned() }

    private func assigned() throws -> [Int32] {
        var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        try check(rd_kafka_assignment(client.handle, &list), "list partitions of '\(topic)'")
        return list.map { KafkaPartitionList(taking: $0).offsets.keys.sorted() } ?? []
    }

    func endOffsets() async throws -> [Int32: Int64] {
        var ends: [Int32: Int64] = [:]
        for id in try assigned() { ends[id] = try client.watermarks(topic, id).high }
        return ends
    }

    func seek(partition: Int32, to offset: Int64) async throws {
        guard try assigned().contains(partition) else {
            throw StreamError.invalidArgument("Partition \(partition) of '\(topic)' is not read here.")
        }
        guard offset >= 0 else { throw StreamError.invalidArgument("Offset \(offset) does not exist.") }
        let list = try KafkaPartitionList(topic, [partition: offset])
        if let failure = rd_kafka_seek_partitions(client.handle, list.pointer, client.timeoutMs) {
            defer { rd_kafka_error_destroy(failure) }
            throw client.error(rd_kafka_error_code(failure), "seek in '\(topic)'")
        }
        watch.begin(partition, at: offset)
    }

    func close() async {
        guard !isClosed else { return }
        isClosed = true
        rd_kafka_consumer_close(client.handle)
    }
}
