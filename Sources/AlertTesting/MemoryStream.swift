public import AlertStreams
import Bytes

/// Topics in memory, with the meaning that the engines on disk and over Kafka have: for tests of whatever reads or
/// writes a stream. Records go with the value.
public final class MemoryStream: AlertStream {
    let state: MemoryTopics

    /// `now` gives the time of records that bring none, in milliseconds since 1970 UTC.
    public init(now: @escaping @Sendable () -> Int64 = WallClock.milliseconds) {
        state = MemoryTopics(now: now)
    }

    /// Makes a topic or leaves one of as many partitions as it is; throws `StreamError` for another count or bad name.
    public func createTopic(_ name: String, partitions: Int) async throws {
        try await state.create(name, partitions)
    }

    /// All topics in the order of their names; bytes are not told.
    public func topics() async throws -> [TopicDescription] { await state.describe() }

    /// A writer to `topic`; throws `StreamError` where there is no such topic.
    public func producer(to topic: String) async throws -> any StreamProducer {
        _ = try await state.partitionCount(topic)
        return MemoryProducer(state, topic)
    }

    /// A reader of `topic` from `start` on; throws `StreamError` where topic, partition or group name will not do.
    public func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        try await MemoryConsumer.open(state, topic, start)
    }

    /// Does nothing: the records stay as long as the value.
    public func close() async {}

    /// Changes one bit of a stored value and leaves its headers, as damage on the way would.
    public func damage(topic: String, at position: RecordPosition, bit: Int = 0) async throws {
        try await state.damage(topic, position, bit)
    }

    /// Removes the records before `offset`, as retention would.
    public func trim(topic: String, partition: Int32, before offset: Int64) async throws {
        try await state.trim(topic, partition, offset)
    }
}

extension MemoryStream: RecordFetcher {
    /// The record; nil where it was trimmed or is not written yet. Throws where there is no such topic or partition.
    public func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord? {
        try await state.records(topic, position.partition, from: position.offset, max: 1).first
            .flatMap { $0.position == position ? $0 : nil }
    }
}

struct MemoryProducer: StreamProducer {
    let state: MemoryTopics
    let topic: String
    private let closed = MemoryFlag()
    let maxRecordBytes = Int.max

    init(_ state: MemoryTopics, _ topic: String) { (self.state, self.topic) = (state, topic) }

    @discardableResult
    func send(_ records: [OutgoingRecord]) async throws -> [RecordPosition] {
        guard await !closed.isSet else { throw StreamError.closed("producer") }
        return try await state.append(topic, records)
    }

    func flush() async throws {}
    func close() async throws { await closed.set() }
}

actor MemoryFlag {
    private(set) var isSet = false
    func set() { isSet = true }
}

/// A reader of a topic in memory.
actor MemoryConsumer: StreamConsumer {
    private let state: MemoryTopics
    private let topic: String
    private var next: [Int32: Int64] = [:]
    private var membership: (group: String, id: Int)?
    private var isClosed = false

    static func open(_ state: MemoryTopics, _ topic: String, _ start: ConsumerStart) async throws -> MemoryConsumer {
        let consumer = MemoryConsumer(state, topic)
        try await consumer.begin(start)
        return consumer
    }

    private init(_ state: MemoryTopics, _ topic: String) { (self.state, self.topic) = (state, topic) }

    private func begin(_ start: ConsumerStart) async throws {
        if case .group(let group) = start {
            membership = (group, try await state.join(topic, group))
            try await rebalance()
        } else {
            next = try await state.offsets(topic, start)
        }
    }

    private func rebalance() async throws {
        guard let (group, id) = membership else { return }
        let (gained, lost) = try await state.rebalance(topic, group, id)
        for partition in lost { next[partition] = nil }
        next.merge(gained) { _, gained in gained }
    }

    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch {
        let deadline = ContinuousClock.now + timeout
        while true {
            guard !isClosed else { throw StreamError.closed("consumer") }
            try await rebalance()
            let batch = try await readOnce(max(1, maxRecords))
            let now = ContinuousClock.now
            if !batch.isEmpty || now >= deadline { return batch }
            try await Task.sleep(until: min(now + .milliseconds(2), deadline), clock: .continuous)
        }
    }

    private func readOnce(_ maxRecords: Int) async throws -> RecordBatch {
        var batch = RecordBatch(records: [])
        for (partition, offset) in next.sorted(by: { $0.key < $1.key }) {
            let room = maxRecords - batch.records.count - batch.damaged.count
            let found = try await state.records(topic, partition, from: offset, max: room)
            guard let first = found.first, let last = found.last, next[partition] == offset else { continue }
            if first.position.offset > offset {
                batch.gaps.append(
                    OffsetGap(
                        partition: partition, offsets: offset..<first.position.offset, reason: "they were trimmed"))
            }
            for record in found { batch.admit(record) }
            next[partition] = last.position.offset + 1
        }
        return batch
    }

    func commit(_ offsets: [Int32: Int64]) async throws {
        guard !isClosed else { throw StreamError.closed("consumer") }
        guard let (group, id) = membership else { throw StreamError.noGroup(topic) }
        try await state.commit(topic, group, id, offsets)
    }

    func assignment() async throws -> [Int32] {
        try await rebalance()
        return next.keys.sorted()
    }

    func endOffsets() async throws -> [Int32: Int64] {
        let ends = try await state.offsets(topic, .latest)
        return ends.filter { next[$0.key] != nil }
    }

    func seek(partition: Int32, to offset: Int64) async throws {
        guard next[partition] != nil else {
            throw StreamError.invalidArgument("Partition \(partition) of '\(topic)' is not read here.")
        }
        guard offset >= 0 else { throw StreamError.invalidArgument("Offset \(offset) does not exist.") }
        next[partition] = offset
    }

    func close() async {
        isClosed = true
        if let (group, id) = membership { await state.leave(topic, group, id) }
        membership = nil
    }
}
