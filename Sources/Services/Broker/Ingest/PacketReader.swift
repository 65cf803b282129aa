internal import AlertModel
internal import AlertStore
internal import AlertStreams
internal import Bytes
internal import Logging

/// Packets of a topic, read and decoded, ready for one transaction.
struct ReadBatch: Sendable {
    var items: [IngestItem] = []
    var next: [Int32: Int64] = [:]
    var bytes = 0
    var points = 0
    /// Timestamp of the oldest record, milliseconds since 1970 UTC.
    var oldestMs: Int64?
    /// Packets read, whatever became of them since.
    var read = 0
    /// Offsets that no longer exist, by partition.
    var gaps: [(partition: Int32, offsets: Range<Int64>)] = []

    var passedOver: Int64 { gaps.reduce(0) { $0 + Int64($1.offsets.count) } }

    var isEmpty: Bool { items.isEmpty && next.isEmpty }

    mutating func note(_ record: StreamRecord) {
        let position = record.position
        next[position.partition] = max(next[position.partition] ?? 0, position.offset + 1)
        bytes += record.value.count
        oldestMs = min(oldestMs ?? .max, record.timestampMs)
    }
}

/// Reads a topic in chunks and decodes them on several tasks.
actor PacketReader {
    private let consumer: any StreamConsumer
    private let workers: [DecodeWorker]
    private let options: IngestOptions
    private let metrics: BrokerMetrics
    private let logger: Logger

    /// The store's offsets of the partitions of which nothing has come yet.
    private var expected: [Int32: Int64]

    init(
        _ consumer: any StreamConsumer, workers: [DecodeWorker], committed: [Int32: Int64], options: IngestOptions,
        metrics: BrokerMetrics, logger: Logger
    ) {
        self.consumer = consumer
        expected = committed
        self.workers = workers
        self.options = options
        self.metrics = metrics
        self.logger = logger
    }

    /// The next batch: full, or what came until `linger` was over; empty where nothing came within `pollTimeout`.
    func next() async throws -> ReadBatch {
        var batch = ReadBatch()
        var timeout = options.pollTimeout
        var deadline: ContinuousClock.Instant?
        while batch.items.count < options.batchPackets, batch.points < options.batchPoints {
            let room = min(options.chunkPackets, options.batchPackets - batch.items.count)
            let polled = try await consumer.poll(maxRecords: room, timeout: timeout)
            if polled.isEmpty { break }
            try await take(try await goBackToStore(polled), into: &batch)
            let end = deadline ?? ContinuousClock.now + options.linger
            deadline = end
            timeout = max(end - .now, .zero)
        }
        return batch
    }

    /// A consumer group may be ahead of the store, for the last transactions before a power cut are undone in the store
    /// alone. Then reading goes back to the store's offset, and what came from further on is left out until then.
    private func goBackToStore(_ polled: RecordBatch) async throws -> RecordBatch {
        var polled = polled
        guard options.group != nil, !expected.isEmpty else { return polled }
        for partition in Set((polled.records + polled.damaged.map(\.record)).map(\.position.partition)) {
            let positions = (polled.records + polled.damaged.map(\.record)).map(\.position)
            let first = positions.lazy.filter { $0.partition == partition }.map(\.offset).min() ?? 0
            guard let committed = expected.removeValue(forKey: partition), committed < first else { continue }
            try await consumer.seek(partition: partition, to: committed)
            polled.records.removeAll { $0.position.partition == partition }
            polled.damaged.removeAll { $0.record.position.partition == partition }
            polled.gaps.removeAll { $0.partition == partition }  // told again from there
        }
        return polled
    }

    private func take(_ polled: RecordBatch, into batch: inout ReadBatch) async throws {
        var records = polled.records.map { ReadRecord(record: $0, damage: nil) }
        records += polled.damaged.map { ReadRecord(record: $0.record, damage: $0.reason) }
        batch.read += records.count
        for read in records { batch.note(read.record) }
        metrics.received(packets: records.count, bytes: records.reduce(0) { $0 + $1.record.value.count })
        for gap in polled.gaps { pass(over: gap, in: &batch) }
        for items in await decode(records) {
            batch.items += items
            batch.points += items.reduce(0) { $0 + $1.pointCount }
        }
    }

    private func pass(over gap: OffsetGap, in batch: inout ReadBatch) {
        batch.next[gap.partition] = max(batch.next[gap.partition] ?? 0, gap.offsets.upperBound)
        batch.gaps.append((gap.partition, gap.offsets))
        logger.warning("offsets \(gap.offsets) of partition \(gap.partition) are gone: \(gap.reason)")
    }

    /// Each worker takes a run of the records; the results are in their order.
    private func decode(_ records: [ReadRecord]) async -> [[IngestItem]] {
        let share = max((records.count + workers.count - 1) / workers.count, 1)
        return await withTaskGroup(of: (Int, [IngestItem]).self) { group in
            for (index, worker) in workers.enumerated() where index * share < records.count {
                let part = records[(index * share)..<min((index + 1) * share, records.count)]
                group.addTask { (index, await worker.decode(part)) }
            }
            var results = [[IngestItem]](repeating: [], count: workers.count)
            for await (index, items) in group { results[index] = items }
            return results
        }
    }
}

extension IngestItem {
    /// Points of light curves held in memory.
    fileprivate var pointCount: Int {
        guard case .alerts(let alerts) = content else { return 0 }
        return alerts.reduce(0) { $0 + 1 + $1.history.count + $1.forced.count + $1.upperLimits.count }
    }
}
