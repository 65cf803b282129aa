import CRDKafka

extension KafkaStream: GroupInspector {
    /// Takes some round trips; joins nothing.
    public func group(_ name: String, of topic: String, within limit: Duration) async throws -> GroupStatus {
        try StreamError.checkName(name, of: "consumer group")
        try StreamError.checkName(topic, of: "topic")
        return try await groups.status(of: name, topic, within: limit)
    }
}

/// Asks about consumer groups through a client of its own, which joins none of them.
actor KafkaGroups {
    private let executor = QueueExecutor("tocsin.kafka.groups")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let configuration: KafkaConfiguration
    /// For the group asked about last.
    private var open: (group: String, client: KafkaClient)?

    init(_ configuration: KafkaConfiguration) { self.configuration = configuration }

    func status(of name: String, _ topic: String, within limit: Duration) throws -> GroupStatus {
        let client = try client(for: name)
        do {
            return try client.status(ofGroup: name, topic, before: .now + limit)
        } catch {
            // Nobody else serves the client's events, which may know the reason.
            rd_kafka_poll(client.handle, 0)
            throw client.events.refusal.map { client.error($0, "log in") } ?? error
        }
    }

    func close() { open = nil }

    private func client(for group: String) throws -> KafkaClient {
        if let open, open.group == group { return open.client }
        let client = try KafkaClient(configuration, RD_KAFKA_CONSUMER, configuration.consuming(group: group))
        open = (group, client)
        return client
    }
}

extension KafkaClient {
    fileprivate func status(
        ofGroup name: String, _ topic: String, before deadline: ContinuousClock.Instant
    ) throws -> GroupStatus {
        guard let partitions = try partitions(before: deadline)[topic], !partitions.isEmpty else {
            throw StreamError.unknownTopic(topic, at: configuration.description)
        }
        var status = try members(ofGroup: name, topic, before: deadline)
        status.committed = try committed(topic, partitions, before: deadline)
        let held = try bounds(of: topic, partitions, before: deadline)
        status.lag = status.lag(in: TopicDescription(name: topic, partitions: held))
        return status
    }

    /// What the client's group has committed; partitions without are missing.
    func committed(
        _ topic: String, _ partitions: [Int32], before deadline: ContinuousClock.Instant
    ) throws -> [Int32: Int64] {
        let list = try KafkaPartitionList(topic, Dictionary(uniqueKeysWithValues: partitions.map { ($0, -1001) }))
        let code = rd_kafka_committed(handle, list.pointer, Self.milliseconds(until: deadline))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, list.error == nil else {
            throw error(list.error?.code ?? code, "ask what a group has read of '\(topic)'")
        }
        return list.offsets.filter { $0.value >= 0 }
    }

    /// Whether there is such a group, how many members it has, and which partitions of `topic` they were given.
    private func members(
        ofGroup name: String, _ topic: String, before deadline: ContinuousClock.Instant
    ) throws -> GroupStatus {
        var list: UnsafePointer<rd_kafka_group_list>?
        let code = rd_kafka_list_groups(handle, name, &list, Self.milliseconds(until: deadline))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR__PARTIAL, let list else {
            throw error(code, "ask for consumer group '\(name)'")
        }
        defer { rd_kafka_group_list_destroy(list) }
        let groups = UnsafeBufferPointer(start: list.pointee.groups, count: Int(list.pointee.group_cnt))
        // A broker that has not answered may be the one that knows the group.
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR || !groups.isEmpty else {
            throw error(code, "ask all brokers for consumer group '\(name)'")
        }
        var status = GroupStatus(members: 0, committed: [:], assigned: [], exists: !groups.isEmpty)
        for group in groups {
            guard group.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw error(group.err, "ask for the members of consumer group '\(name)'")
            }
            status.members += Int(group.member_cnt)
            for member in UnsafeBufferPointer(start: group.members, count: Int(group.member_cnt)) {
                let bytes = UnsafeRawBufferPointer(
                    start: member.member_assignment, count: Int(max(0, member.member_assignment_size)))
                status.assigned?.formUnion(MemberAssignment(bytes).partitions[topic] ?? [])
            }
        }
        return status
    }
}
