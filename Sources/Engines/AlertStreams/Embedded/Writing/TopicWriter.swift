import Bytes
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The one writer of a topic: holds the topic's lock, shares records out among partitions, and appends them.
actor TopicWriter {
    private let executor = QueueExecutor("tocsin.append")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let topic: TopicFolder
    nonisolated let options: EmbeddedOptions
    private var lock: LogFile?
    private let flusher: Flusher
    private var partitions: [PartitionWriter]
    private var turn = 0
    private var retentionDueMs: Int64 = 0
    private var isClosed = false

    static func open(_ topic: TopicFolder, _ options: EmbeddedOptions) async throws -> TopicWriter {
        let writer = try TopicWriter(topic, options)
        try await writer.openPartitions()
        return writer
    }

    private init(_ topic: TopicFolder, _ options: EmbeddedOptions) throws {
        self.topic = topic
        var options = options
        options.retention = options.retention.completed(by: try topic.retention())
        self.options = options
        lock = try Self.takeLock(topic)
        partitions = []
        let interval: Duration? = if case .interval(let interval) = options.flush { interval } else { nil }
        flusher = Flusher(interval: interval, cachedBytes: options.cachedBytes)
    }

    private func openPartitions() throws {
        let count = try topic.partitionCount()
        var options = options
        options.segmentBytes = options.segmentBytes(partitions: count)
        for id in 0..<Int32(count) { partitions.append(try PartitionWriter(topic, id, options)) }
        try applyRetention()
    }

    private static func takeLock(_ topic: TopicFolder) throws -> LogFile {
        _ = try topic.partitionCount()
        let file = try LogFile(topic.writerLock, O_RDWR | O_CREAT, action: "open for writing")
        guard try file.lock(exclusive: true) else {
            let holder = (try? file.read(at: 0, count: 32).utf8Text)?.split(separator: "\n").first ?? "unknown"
            throw StreamError(
                .topicBusy,
                "Topic '\(topic.topic)' at \(topic.path) is being written by process \(holder). "
                    + "A topic has one writer at a time: stop that process, or write to another topic.",
                path: topic.writerLock)
        }
        try file.truncate(to: 0)
        try file.write(Array("\(getpid())\n".utf8), at: 0)
        return file
    }

    func append(_ records: [OutgoingRecord]) async throws -> [RecordPosition] {
        guard !isClosed else { throw StreamError.closed("producer") }
        let (positions, touched) = try appendNow(records)
        if options.flush == .everyBatch, !touched.isEmpty { try await flusher.flush() }
        return positions
    }

    private func appendNow(_ records: [OutgoingRecord]) throws -> ([RecordPosition], Set<Int>) {
        var positions = [RecordPosition](repeating: RecordPosition(partition: 0, offset: 0), count: records.count)
        let shares = try share(records)
        for (partition, share) in shares {
            try append(share, of: records, to: partition, &positions)
        }
        if options.now() >= retentionDueMs { try applyRetention() }
        return (positions, Set(shares.keys))
    }

    /// Indexes of the records for each partition.
    private func share(_ records: [OutgoingRecord]) throws -> [Int: [Int]] {
        var shares: [Int: [Int]] = [:]
        for (number, record) in records.enumerated() {
            try check(record)
            shares[try partition(for: record), default: []].append(number)
        }
        return shares
    }

    private func check(_ record: OutgoingRecord) throws {
        guard RecordCoding.count(record) <= options.maxRecordBytes else {
            throw StreamError.recordTooLarge(
                "A record of \(RecordCoding.count(record)) bytes is larger than topic '\(topic.topic)' takes "
                    + "(\(options.maxRecordBytes)). Nothing of this call was written; raise maxRecordBytes.")
        }
        let namesFit = record.headers.allSatisfy { $0.name.utf8.count <= Int(UInt16.max) }
        guard record.headers.count < Int(UInt16.max), namesFit else {
            throw StreamError.invalidArgument("A record has too many headers, or a header's name is too long.")
        }
    }

    private func partition(for record: OutgoingRecord) throws -> Int {
        if let id = record.partition {
            guard partitions.indices.contains(Int(id)) else {
                throw StreamError.invalidPartition(id, topic: topic.topic, count: partitions.count)
            }
            return Int(id)
        }
        if let key = record.key { return Int(CRC32C.checksum(key)) % partitions.count }
        turn = (turn + 1) % partitions.count
        return turn
    }

    private func append(
        _ share: [Int], of records: [OutgoingRecord], to partition: Int, _ positions: inout [RecordPosition]
    ) throws {
        let outgoing = share.map { SealedRecord(records[$0]) }
        var (start, done) = (0, 0)
        while start < outgoing.count {
            let end = batchEnd(outgoing, from: start)
            let (base, written) = try partitions[partition].append(outgoing[start..<end])
            try flusher.note(written)
            for delta in 0..<(end - start) {
                let position = RecordPosition(partition: Int32(partition), offset: base + Int64(delta))
                positions[share[done]] = position
                done += 1
            }
            start = end
        }
    }

    private func batchEnd(_ records: [SealedRecord], from start: Int) -> Int {
        var (end, bytes) = (start, 0)
        while end < records.count {
            bytes += RecordCoding.count(records[end].record)
            if end > start, bytes > options.batchBytes { break }
            end += 1
        }
        return end
    }

    private func applyRetention() throws {
        retentionDueMs = options.now() + 1000
        for id in partitions.indices { try partitions[id].rollIfOld() }
        let retention = Retention(topic: topic, partitions: partitions.count, policy: options.retention)
        for path in try retention.apply(now: options.now()) { options.logger.debug("retention removed \(path)") }
    }

    func flush() async throws { try await flusher.flush() }

    func close() async throws {
        guard !isClosed else { return }
        isClosed = true
        flusher.stop()
        defer { (partitions, lock) = ([], nil) }
        try await flusher.flush()
    }
}
