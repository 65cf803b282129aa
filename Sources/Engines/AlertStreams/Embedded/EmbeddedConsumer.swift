import Bytes
import Logging

/// A reader of an embedded topic.
actor EmbeddedConsumer: StreamConsumer {
    private let executor = QueueExecutor("tocsin.read")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Packets of one poll stay below this together, which bounds the memory that a slow caller keeps mapped.
    private static let pollBytes = 64 << 20

    private let topic: TopicFolder
    private let options: EmbeddedOptions
    private var readers: [PartitionReader] = []
    private var tails: [Int32: TailFollower] = [:]
    private var member: GroupMember?
    private var rebalanceDue = ContinuousClock.now
    private var firstPartition = 0
    private var isClosed = false

    static func open(_ topic: TopicFolder, _ start: ConsumerStart, _ options: EmbeddedOptions) async throws
        -> EmbeddedConsumer
    {
        let consumer = EmbeddedConsumer(topic, options)
        try await consumer.begin(start)
        return consumer
    }

    private init(_ topic: TopicFolder, _ options: EmbeddedOptions) {
        self.topic = topic
        self.options = options
    }

    private func begin(_ start: ConsumerStart) throws {
        let count = try topic.partitionCount()
        if case .group(let name) = start {
            member = try GroupMember(topic, group: name)
            return try rebalance()
        }
        for (id, offset) in try offsets(start, count).sorted(by: { $0.key < $1.key }) {
            guard (0..<Int32(count)).contains(id) else {
                throw StreamError.invalidPartition(id, topic: topic.topic, count: count)
            }
            readers.append(PartitionReader(topic, id, from: offset))
        }
    }

    private func offsets(_ start: ConsumerStart, _ count: Int) throws -> [Int32: Int64] {
        var offsets: [Int32: Int64] = [:]
        for id in 0..<Int32(count) {
            switch start {
            case .earliest: offsets[id] = try LogBounds(topic.partition(id)).first
            case .latest: offsets[id] = try LogBounds(topic.partition(id)).next
            case .since(let time): offsets[id] = try TimeLookup.offset(topic, id, since: time)
            case .offsets(let given): return given
            case .group: break
            }
        }
        return offsets
    }

    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch {
        let deadline = ContinuousClock.now + timeout
        while true {
            guard !isClosed else { throw StreamError.closed("consumer") }
            try rebalanceIfDue()
            let batch = try readOnce(max(1, maxRecords))
            let now = ContinuousClock.now
            if !batch.isEmpty || now >= deadline { return batch }
            try await Task.sleep(until: min(now + options.tailInterval, deadline), clock: .continuous)
        }
    }

    /// Takes from each partition in turn, beginning with another one each time.
    private func readOnce(_ maxRecords: Int) throws -> RecordBatch {
        var batch = RecordBatch(records: [])
        for step in readers.indices {
            let reader = readers[(firstPartition + step) % readers.count]
            let taken = batch.records.reduce(0) { $0 + $1.value.count }
            guard batch.records.count + batch.damaged.count < maxRecords, taken < Self.pollBytes else { break }
            try reader.read(maxRecords: maxRecords, maxBytes: Self.pollBytes - taken, into: &batch)
        }
        firstPartition = readers.isEmpty ? 0 : (firstPartition + 1) % readers.count
        for gap in batch.gaps {
            options.logger.warning(
                "'\(topic.topic)' partition \(gap.partition): offsets \(gap.offsets) passed over: \(gap.reason)")
        }
        return batch
    }

    private func rebalanceIfDue() throws {
        if member != nil, ContinuousClock.now >= rebalanceDue { try rebalance() }
    }

    private func rebalance() throws {
        guard let member else { return }
        rebalanceDue = ContinuousClock.now + options.groupInterval
        let (gained, lost) = try member.rebalance()
        readers.removeAll { lost.contains($0.id) }
        for (id, committed) in gained.sorted(by: { $0.key < $1.key }) {
            let offset = try committed ?? LogBounds(topic.partition(id)).first
            readers.append(PartitionReader(topic, id, from: offset))
        }
    }

    func commit(_ next: [Int32: Int64]) async throws {
        guard !isClosed else { throw StreamError.closed("consumer") }
        guard let member else { throw StreamError.noGroup(topic.topic) }
        try member.commit(next)
    }

    func assignment() async throws -> [Int32] {
        try rebalanceIfDue()
        return readers.map(\.id).sorted()
    }

    func endOffsets() async throws -> [Int32: Int64] {
        var ends: [Int32: Int64] = [:]
        for reader in readers {
            let tail = tails[reader.id] ?? TailFollower(reader.folder)
            tails[reader.id] = tail
            ends[reader.id] = try tail.nextOffset()
        }
        return ends
    }

    func seek(partition: Int32, to offset: Int64) async throws {
        guard let reader = readers.first(where: { $0.id == partition }) else {
            throw StreamError.invalidArgument("Partition \(partition) of '\(topic.topic)' is not read here.")
        }
        guard offset >= 0 else { throw StreamError.invalidArgument("Offset \(offset) does not exist.") }
        reader.seek(to: offset)
    }

    func close() async {
        isClosed = true
        readers = []
        tails = [:]
        member?.leave()
        member = nil
    }
}
