import CRDKafka

/// Notices records that the cluster's retention removed before a reader came to them. Offsets that compaction or
/// transactions leave out are none.
struct KafkaGapWatch {
    private let client: KafkaClient
    private let topic: String
    private let isInGroup: Bool
    /// The offset that follows the last record read, by partition.
    private var next: [Int32: Int64] = [:]

    init(client: KafkaClient, topic: String, isInGroup: Bool) {
        (self.client, self.topic, self.isInGroup) = (client, topic, isInGroup)
    }

    /// The reader goes on from here.
    mutating func begin(_ partition: Int32, at offset: Int64) {
        next[partition] = offset >= 0 ? offset : nil
    }

    /// What lies between the last record of the partition, or what the group has committed, and this one, and is gone.
    /// Complexity: O(1); where offsets jump, up to two questions to the cluster.
    mutating func gap(before position: RecordPosition) -> OffsetGap? {
        let (id, offset) = (position.partition, position.offset)
        let known = next.updateValue(offset + 1, forKey: id)
        guard offset > known ?? 0, known != nil || isInGroup else { return nil }
        guard var first = [known, committed(id)].compactMap({ $0 }).max(), offset > first else { return nil }
        guard let low = try? client.watermarks(topic, id).low, low > first else { return nil }
        first = max(first, 0)
        return OffsetGap(
            partition: id, offsets: first..<min(low, offset), reason: "the cluster's retention has removed them")
    }

    /// Another member of the group may have read on meanwhile.
    private func committed(_ id: Int32) -> Int64? {
        guard isInGroup else { return nil }
        return try? client.committed(topic, [id], before: .now + client.configuration.connectTimeout)[id]
    }
}
