import CRDKafka

extension KafkaStream: GroupInspector {
    /// Takes two round trips; joins nothing.
    public func group(_ name: String, of topic: String) async throws -> GroupStatus {
        try StreamError.checkName(name, of: "consumer group")
        let partitions = try await partitions(of: topic)
        return try await Task.detached { [configuration] in
            let client = try KafkaClient(configuration, RD_KAFKA_CONSUMER, configuration.consuming(group: name))
            let (members, assigned) = try client.members(ofGroup: name, topic)
            return GroupStatus(
                members: members, committed: try client.committed(topic, partitions), assigned: assigned)
        }.value
    }
}

extension KafkaClient {
    /// What the client's group has committed; partitions without are missing.
    fileprivate func committed(_ topic: String, _ partitions: [Int32]) throws -> [Int32: Int64] {
        let list = try KafkaPartitionList(topic, Dictionary(uniqueKeysWithValues: partitions.map { ($0, -1001) }))
        let code = rd_kafka_committed(handle, list.pointer, timeoutMs)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw error(code, "ask what a group has read of '\(topic)'") }
        return list.offsets.filter { $0.value >= 0 }
    }

    /// How many there are, and which partitions of `topic` they were given.
    fileprivate func members(ofGroup name: String, _ topic: String) throws -> (count: Int, assigned: Set<Int32>) {
        var list: UnsafePointer<rd_kafka_group_list>?
        let code = rd_kafka_list_groups(handle, name, &list, timeoutMs)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR__PARTIAL, let list else {
            throw error(code, "ask for consumer group '\(name)'")
        }
        defer { rd_kafka_group_list_destroy(list) }
        var (count, assigned): (Int, Set<Int32>) = (0, [])
        for group in UnsafeBufferPointer(start: list.pointee.groups, count: Int(list.pointee.group_cnt)) {
            count += Int(group.member_cnt)
            for member in UnsafeBufferPointer(start: group.members, count: Int(group.member_cnt)) {
                let bytes = UnsafeRawBufferPointer(
                    start: member.member_assignment, count: Int(max(0, member.member_assignment_size)))
                assigned.formUnion(MemberAssignment(bytes).partitions[topic] ?? [])
            }
        }
        return (count, assigned)
    }
}
