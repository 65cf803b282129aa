import CRDKafka

/// Questions to the cluster. Each blocks its thread until the answer or the timeout; those that may take long are asked
/// in short tries, so that a cancelled task does not wait for a cluster that is away.
extension KafkaClient {
    private static let tryMs: Int32 = 2000

    var timeoutMs: Int32 { Int32(clamping: configuration.connectTimeout.milliseconds) }

    /// At least one, so that a call which is late asks once.
    static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        Int32(clamping: max(1, (deadline - ContinuousClock.now).milliseconds))
    }

    /// Partition numbers by topic, of one topic or of all. Asking for all never makes a topic.
    func partitions(before deadline: ContinuousClock.Instant? = nil) throws -> [String: [Int32]] {
        let deadline = deadline ?? .now + configuration.connectTimeout
        while true {
            var metadata: UnsafePointer<rd_kafka_metadata>?
            let code = rd_kafka_metadata(handle, 1, nil, &metadata, min(Self.milliseconds(until: deadline), 1000))
            if code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata {
                defer { rd_kafka_metadata_destroy(metadata) }
                return Self.partitions(metadata.pointee)
            }
            if let refusal = events.refusal { throw error(refusal, "log in") }
            guard ContinuousClock.now < deadline else { throw error(code, "ask for the topics") }
            try Task.checkCancellation()
        }
    }

    /// Repeats `ask`, which gets the milliseconds it may take, as long as nobody answers.
    private func asking(
        until deadline: ContinuousClock.Instant, _ ask: (Int32) -> rd_kafka_resp_err_t
    ) throws -> rd_kafka_resp_err_t {
        while true {
            let code = ask(min(Self.milliseconds(until: deadline), Self.tryMs))
            let isUnanswered = code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TRANSPORT
            guard isUnanswered, ContinuousClock.now < deadline else { return code }
            try Task.checkCancellation()
        }
    }

    private static func partitions(_ metadata: rd_kafka_metadata) -> [String: [Int32]] {
        var found: [String: [Int32]] = [:]
        for topic in UnsafeBufferPointer(start: metadata.topics, count: Int(metadata.topic_cnt)) {
            guard topic.err == RD_KAFKA_RESP_ERR_NO_ERROR, let name = topic.topic else { continue }
            let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
            found[String(cString: name)] = partitions.map(\.id).sorted()
        }
        return found
    }

    func partitions(of topic: String) throws -> [Int32] {
        try StreamError.checkName(topic, of: "topic")
        guard let found = try partitions()[topic], !found.isEmpty else {
            throw StreamError.unknownTopic(topic, at: configuration.description)
        }
        return found
    }

    /// The oldest offset held and the next one to be written.
    func watermarks(
        _ topic: String, _ id: Int32, within patience: Duration? = nil
    ) throws -> (low: Int64, high: Int64) {
        var (low, high): (Int64, Int64) = (0, 0)
        let code = try asking(until: .now + (patience ?? configuration.connectTimeout)) {
            rd_kafka_query_watermark_offsets(handle, topic, id, &low, &high, $0)
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw error(code, "ask for the offsets of '\(topic)'") }
        return (low, high)
    }

    /// What the partitions hold, in two questions for all of them.
    func bounds(
        of topic: String, _ ids: [Int32], before deadline: ContinuousClock.Instant
    ) throws -> [PartitionDescription] {
        func ends(_ which: Int32) throws -> [Int32: Int64] {
            let list = try KafkaPartitionList(topic, Dictionary(uniqueKeysWithValues: ids.map { ($0, Int64(which)) }))
            let code = rd_kafka_offsets_for_times(handle, list.pointer, Self.milliseconds(until: deadline))
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, list.error == nil else {
                throw error(list.error?.code ?? code, "ask for the offsets of '\(topic)'")
            }
            return list.offsets
        }
        let (first, next) = (try ends(RD_KAFKA_OFFSET_BEGINNING), try ends(RD_KAFKA_OFFSET_END))
        return ids.map { PartitionDescription(id: $0, firstOffset: first[$0] ?? 0, nextOffset: next[$0] ?? 0) }
    }

    /// Where a record of `timestampMs` or later is, or nil where there is none.
    func offset(_ topic: String, _ id: Int32, since timestampMs: Int64) throws -> Int64? {
        let list = try KafkaPartitionList(topic, [id: timestampMs])
        let code = rd_kafka_offsets_for_times(handle, list.pointer, timeoutMs)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, list.error == nil else {
            throw error(list.error?.code ?? code, "look for a time in '\(topic)'")
        }
        return list.offsets[id].flatMap { $0 >= 0 ? $0 : nil }
    }

    func createTopic(_ name: String, partitions: Int) throws {
        var text = [CChar](repeating: 0, count: 512)
        let replication = Int32(configuration.replication ?? -1)
        guard let topic = rd_kafka_NewTopic_new(name, Int32(partitions), replication, &text, text.count) else {
            throw StreamError.invalidArgument("Kafka cannot make topic '\(name)' with \(partitions) partitions.")
        }
        defer { rd_kafka_NewTopic_destroy(topic) }
        guard let queue = rd_kafka_queue_new(handle) else {
            throw StreamError(.kafka, "The Kafka client has no memory.")
        }
        defer { rd_kafka_queue_destroy(queue) }
        var topics: [OpaquePointer?] = [topic]
        rd_kafka_CreateTopics(handle, &topics, 1, nil, queue)
        var answer: OpaquePointer?
        _ = try asking(until: .now + configuration.connectTimeout) {
            answer = rd_kafka_queue_poll(queue, $0)
            return answer == nil ? RD_KAFKA_RESP_ERR__TIMED_OUT : RD_KAFKA_RESP_ERR_NO_ERROR
        }
        guard let event = answer else { throw error(RD_KAFKA_RESP_ERR__TIMED_OUT, "make topic '\(name)'") }
        defer { rd_kafka_event_destroy(event) }
        try checkCreation(event, name)
    }

    private func checkCreation(_ event: OpaquePointer, _ name: String) throws {
        var code = rd_kafka_event_error(event)
        var count = 0
        if let result = rd_kafka_event_CreateTopics_result(event),
            let topics = rd_kafka_CreateTopics_result_topics(result, &count), count > 0
        {
            code = rd_kafka_topic_result_error(topics[0])
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS else {
            throw error(code, "make topic '\(name)'")
        }
    }
}
