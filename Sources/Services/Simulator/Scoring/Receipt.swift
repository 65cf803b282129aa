public import AlertStreams
public import Bytes

/// Something that a subscriber received, in the order in which it did.
public struct Receipt: Sendable, Hashable {
    /// Nil where none could be read.
    public var alertID: Int64?
    /// CRC-32C of the bytes; nil for a subscriber that kept identifiers only.
    public var digest: UInt32?
    /// Milliseconds since 1970 UTC; nil where unknown.
    public var receivedMs: Int64?
    /// What that is the time of.
    public var timeOf: TimeOf
    /// The subscriber took it for good.
    public var isAccepted: Bool
    /// In the topic that it was read from; nil where there is none.
    public var position: RecordPosition?

    /// What a receipt's time is.
    public enum TimeOf: Sendable, Hashable {
        /// When the subscriber had it.
        case receipt
        /// The stamp that it came with: nothing is known of when anybody had it.
        case sending
    }

    /// From what a subscriber kept; by default it took it for good.
    public init(
        alertID: Int64?, digest: UInt32? = nil, receivedMs: Int64? = nil, timeOf: TimeOf = .receipt,
        isAccepted: Bool = true
    ) {
        self.alertID = alertID
        self.digest = digest
        self.receivedMs = receivedMs
        self.timeOf = timeOf
        self.isAccepted = isAccepted
    }

    /// A packet as it came.
    public init(packet: Bytes, receivedMs: Int64?, timeOf: TimeOf = .receipt, isAccepted: Bool = true) {
        self.init(
            alertID: Self.alertID(of: packet), digest: CRC32C.checksum(packet), receivedMs: receivedMs, timeOf: timeOf,
            isAccepted: isAccepted)
    }

    /// The first long of the datum behind the Confluent framing, which is diaSourceId in LSST's packets; nil where
    /// there is no framing, or no whole long. Complexity: O(1).
    public static func alertID(of packet: Bytes) -> Int64? {
        guard packet.count > 5, packet[0] == 0 else { return nil }
        var (word, shift): (UInt64, UInt64) = (0, 0)
        for place in 5..<min(packet.count, 15) {
            word |= UInt64(packet[place] & 0x7F) << shift
            if packet[place] < 0x80 { return Int64(bitPattern: word >> 1) ^ -Int64(word & 1) }
            shift += 7
        }
        return nil
    }

    /// What a topic holds, up to its present end. A record's time counts as the time of receipt, unless it is the stamp
    /// that the simulator set when it sent (which it repeats in a header): then it is that of sending.
    ///
    /// Records whose digest header is wrong count as rejected. Where retention or a slow server leaves the end out of
    /// reach, reading ends after `patience` polls of a second each that brought nothing.
    ///
    /// - Parameter limits: by partition, offsets before which is read; nil for the present end.
    public static func all(
        from consumer: any StreamConsumer, before limits: [Int32: Int64]? = nil, patience: Int = 10
    ) async throws -> [Receipt] {
        var ends = try await consumer.endOffsets()
        if let limits { for (id, end) in ends { ends[id] = min(end, limits[id] ?? 0) } }
        var (receipts, next): ([Receipt], [Int32: Int64]) = ([], [:])
        var idle = 0
        while true {
            if ends.allSatisfy({ $0.value == 0 || next[$0.key] ?? 0 >= $0.value }) { return receipts }
            let batch = try await consumer.poll(maxRecords: 4096, timeout: .seconds(1))
            idle = batch.isEmpty ? idle + 1 : 0
            if idle >= patience { return receipts }
            for gap in batch.gaps { next[gap.partition, default: 0].raise(to: gap.offsets.upperBound) }
            for (record, isAccepted) in inOrder(batch) {
                next[record.position.partition, default: 0].raise(to: record.position.offset + 1)
                guard record.position.offset < ends[record.position.partition] ?? 0 else { continue }
                receipts.append(Receipt(record, isAccepted: isAccepted))
            }
        }
    }

    private init(_ record: StreamRecord, isAccepted: Bool) {
        let stamp = RecordHeader(TopicTransport.stampHeader, Bytes(utf8: String(record.timestampMs)))
        self.init(
            packet: record.value, receivedMs: record.timestampMs,
            timeOf: record.headers.contains(stamp) ? .sending : .receipt, isAccepted: isAccepted)
        position = record.position
    }

    /// Intact and damaged records by partition and offset.
    private static func inOrder(_ batch: RecordBatch) -> [(StreamRecord, isAccepted: Bool)] {
        (batch.records.map { ($0, true) } + batch.damaged.map { ($0.record, false) })
            .sorted {
                ($0.0.position.partition, $0.0.position.offset) < ($1.0.position.partition, $1.0.position.offset)
            }
    }
}

extension Int64 {
    fileprivate mutating func raise(to other: Int64) { self = Swift.max(self, other) }
}
