public import AlertStreams

/// Reads a topic from its oldest record to the newest there was at the beginning, checking as it goes.
public struct TopicVerification: Sendable {
    /// Records read, also those that are damaged.
    public var records: Int64 = 0
    /// Of the records' values, without keys and headers.
    public var bytes: Int64 = 0
    /// Records whose checksum or digest does not match their bytes.
    public var damaged: Int64 = 0
    /// Offsets between the first and the last that no record was found for.
    public var missing: Int64 = 0
    /// Records without a digest header, or with one of a kind that this version does not know.
    public var withoutDigest: Int64 = 0
    /// Bytes behind a partition's newest readable batch that stayed what they were: cut off, or damaged.
    public var unreadableBytes: Int64 = 0
    /// The first hundred problems, in words.
    public var problems: [String] = []

    /// Complexity: O(bytes held). `onProgress` is called after each batch.
    public static func run(
        _ stream: any AlertStream, topic: String, onProgress: @Sendable (TopicVerification) -> Void
    ) async throws -> TopicVerification {
        let partitions = try await partitions(of: topic, stream)
        let first = Dictionary(partitions.map { ($0.id, $0.firstOffset) }, uniquingKeysWith: min)
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        do {
            var tally = try await read(consumer, from: first, onProgress)
            await consumer.close()
            try await tally.noteEnds(of: topic, stream)
            return tally
        } catch {
            await consumer.close()
            throw error
        }
    }

    private static func partitions(of topic: String, _ stream: any AlertStream) async throws -> [PartitionDescription] {
        try await stream.topics().first { $0.name == topic }?.partitions ?? []
    }

    /// Partitions that end in bytes which are no record, by number. A writer's next batch is whole within a moment; what is
    /// there a second later is not on its way.
    public static func unreadableEnds(
        of topic: String, _ stream: any AlertStream
    ) async throws -> [PartitionDescription] {
        func unfinished() async throws -> Set<PartitionDescription> {
            Set(try await partitions(of: topic, stream).filter { $0.bytesBehind ?? 0 > 0 })
        }
        let before = try await unfinished()
        guard !before.isEmpty else { return [] }
        try await Task.sleep(for: .seconds(1))
        return try await unfinished().intersection(before).sorted { $0.id < $1.id }
    }

    private mutating func noteEnds(of topic: String, _ stream: any AlertStream) async throws {
        for partition in try await Self.unreadableEnds(of: topic, stream) {
            unreadableBytes += partition.bytesBehind ?? 0
            complain(
                "partition \(partition.id), from offset \(partition.nextOffset) on: the last \(partition.bytesBehind ?? 0) bytes "
                    + "hold no readable record. A writer was cut off there, or they are damaged; the next writer sets "
                    + "them aside.")
        }
    }

    private static func read(
        _ consumer: any StreamConsumer, from first: [Int32: Int64], _ onProgress: @Sendable (TopicVerification) -> Void
    ) async throws -> TopicVerification {
        var tally = TopicVerification()
        let ends = try await consumer.endOffsets()
        var next = first
        var idle = 0
        while ends.contains(where: { ($0.value) > (next[$0.key] ?? 0) }), idle < 20 {
            try Task.checkCancellation()
            let batch = try await consumer.poll(maxRecords: 1000, timeout: .milliseconds(500))
            idle = batch.isEmpty ? idle + 1 : 0
            for gap in batch.gaps { tally.note(gap, &next) }
            for record in batch.records { tally.note(record, &next, damage: nil) }
            for damaged in batch.damaged { tally.note(damaged.record, &next, damage: damaged.reason) }
            onProgress(tally)
        }
        tally.noteUnread(until: ends, next)
        return tally
    }

    private mutating func note(_ gap: OffsetGap, _ next: inout [Int32: Int64]) {
        missing += Int64(gap.offsets.count)
        next[gap.partition] = max(next[gap.partition] ?? 0, gap.offsets.upperBound)
        complain("partition \(gap.partition), offsets \(gap.offsets): \(gap.reason)")
    }

    /// What the topic says it holds and did not give, however long it was asked.
    private mutating func noteUnread(until ends: [Int32: Int64], _ next: [Int32: Int64]) {
        for (partition, end) in ends.sorted(by: { $0.key < $1.key }) {
            let start = next[partition] ?? 0
            guard end > start else { continue }
            missing += end - start
            complain("partition \(partition), offsets \(start)..<\(end): they did not come")
        }
    }

    private mutating func note(_ record: StreamRecord, _ next: inout [Int32: Int64], damage: String?) {
        let position = record.position
        next[position.partition] = max(next[position.partition] ?? 0, position.offset + 1)
        records += 1
        bytes += Int64(record.value.count)
        if case .absent = PacketDigest.verify(record.value, record.headers) { withoutDigest += 1 }
        guard let damage else { return }
        damaged += 1
        complain("partition \(position.partition), offset \(position.offset): \(damage)")
    }

    private mutating func complain(_ text: String) {
        if problems.count < 100 { problems.append(text) }
    }
}
