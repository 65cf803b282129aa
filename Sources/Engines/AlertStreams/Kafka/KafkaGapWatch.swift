import CRDKafka

/// Notices records that the cluster's retention removed before a reader came to them. Offsets that compaction or
/// transactions leave out are none.
struct KafkaGapWatch {
    private let client: KafkaClient
    private let topic: String
    private let isInGroup: Bool
    /// The offset that follows the last record read, by partition.
    private var next: [Int32: Int64] = [:]
    /// Partitions that were told where to begin and have not been read since: what the group has committed is no matter.
    private var begun: Set<Int32> = []
    /// Where offsets jumped while the cluster did not answer.
    private var jumps: [Int32: Int64] = [:]
    /// Until then a cluster that did not answer is not asked again.
    private var pause = ContinuousClock.now

    init(client: KafkaClient, topic: String, isInGroup: Bool) {
        (self.client, self.topic, self.isInGroup) = (client, topic, isInGroup)
    }

    /// The reader goes on from here.
    mutating func begin(_ partition: Int32, at offset: Int64) {
        guard offset >= 0 else { return }
        (next[partition], jumps[partition]) = (offset, nil)
        begun.insert(partition)
    }

    /// What lies between the last record of the partition, or what the group has committed, and this one, and is gone.
    ///
    /// A record that is below what the cluster holds now was read before the removal: of what lies before that nothing can
    /// be told. Complexity: O(1); where offsets jump, up to two questions of at most 3 s to the cluster.
    mutating func gap(before position: RecordPosition) -> OffsetGap? {
        let (id, offset) = (position.partition, position.offset)
        let (known, isBegun) = (next[id], begun.remove(id) != nil)
        next[id] = offset + 1
        guard offset > known ?? 0, known != nil || isInGroup else { return nil }
        let jump = jumps.removeValue(forKey: id) ?? offset
        guard ContinuousClock.now >= pause else { return askLater(id, known, jump, isBegun) }
        pause = .now + .seconds(10)
        guard let low = try? client.watermarks(topic, id, within: Self.patience).low else {
            return askLater(id, known, jump, isBegun)
        }
        var first = known
        if isInGroup, !isBegun, low > known ?? 0 {
            guard let committed = committed(id) else { return askLater(id, known, jump, isBegun) }
            // Another member of the group may have read on meanwhile.
            first = [known, committed[id]].compactMap { $0 }.max()
        }
        pause = .now
        guard jump >= low else { return nil }
        guard let first, low > first else { return nil }
        return OffsetGap(partition: id, offsets: first..<low, reason: "the cluster's retention has removed them")
    }

    /// The next record of the partition asks again.
    private mutating func askLater(_ id: Int32, _ known: Int64?, _ jump: Int64, _ isBegun: Bool) -> OffsetGap? {
        (next[id], jumps[id]) = (known, jump)
        if isBegun { begun.insert(id) }
        return nil
    }

    private static let patience = Duration.seconds(3)

    /// Nil where the cluster does not answer; empty where the group has committed nothing.
    private func committed(_ id: Int32) -> [Int32: Int64]? {
        try? client.committed(topic, [id], before: .now + Self.patience)
    }
}
