public import AlertStreams
internal import Bytes
public import Transports

/// A topic as a way out: an embedded one or Kafka's.
public final class TopicTransport: PacketTransport {
    private let stream: any AlertStream
    private let producer: any StreamProducer
    private let topic: String
    /// Of the topic.
    public let partitions: Int
    private let isOwner: Bool
    private let group: String?

    /// Makes the topic where it is missing.
    ///
    /// - Parameters:
    ///   - partitions: that the topic must have; nil for those that it has, one where it is made.
    ///   - isOwner: closing this closes the stream.
    ///   - group: whose readers must be there for this to be ready.
    public init(
        _ stream: any AlertStream, topic: String, partitions: Int?, isOwner: Bool, group: String? = nil
    ) async throws {
        (self.stream, self.topic, self.isOwner, self.group) = (stream, topic, isOwner, group)
        do {
            self.partitions = try await Self.make(topic, partitions: partitions, in: stream)
            producer = try await stream.producer(to: topic)
        } catch {
            if isOwner { await stream.close() }
            throw error
        }
    }

    private static func make(_ topic: String, partitions: Int?, in stream: any AlertStream) async throws -> Int {
        if partitions == nil, let found = try await stream.topics().first(where: { $0.name == topic }) {
            return found.partitions.count
        }
        try await stream.createTopic(topic, partitions: partitions ?? 1)
        return partitions ?? 1
    }

    /// Sends each as a record, with its time, and its digest where there is one, as headers too.
    ///
    /// - Throws: `TransportError` of a packet that no record can hold, or of several of which one may be too long: nothing was
    ///   sent then.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        let most = packets.count == 1 ? producer.maxRecordBytes : min(producer.maxRecordBytes, Self.usualMost)
        if let long = packets.first(where: { $0.bytes.count > most - Self.mostBesideValue }) {
            throw tooLong(long.bytes.count)
        }
        let records = packets.map { packet in
            OutgoingRecord(
                value: packet.bytes, headers: Self.headers(packet), timestampMs: packet.timestampMs,
                partition: packet.partition)
        }
        let now = WallClock.milliseconds()
        let positions: [RecordPosition]
        do { positions = try await producer.send(records) } catch let error as StreamError where error.isRecordTooLarge
        {
            guard packets.count == 1 else { throw error }
            throw tooLong(packets[0].bytes.count)
        }
        return positions.map { SentPacket(sentMs: now, partition: $0.partition, offset: $0.offset) }
    }

    private func tooLong(_ count: Int) -> TransportError {
        TransportError(topic, "A packet of \(count) bytes is longer than a record may be.", packetFault: .unsendable)
    }

    /// Bytes of a record that are not its value, at the most.
    private static let mostBesideValue = 1024
    /// What servers take that were not told otherwise, bytes. What is longer is asked for alone: a server that refuses
    /// one of many records does not say what became of the others.
    private static let usualMost = 1 << 20

    /// Header with the record's time as it was sent, in milliseconds; a broker may put a time of its own on the record.
    static let stampHeader = "producer_timestamp"

    private static func headers(_ packet: OutgoingPacket) -> [RecordHeader] {
        let time = RecordHeader(stampHeader, Bytes(utf8: String(packet.timestampMs)))
        return [time] + (packet.issuedDigest.map { [PacketDigest.header(crc: $0)] } ?? [])
    }

    /// Sends what is held back; closes the stream as well where it was given as this one's own.
    public func close() async throws {
        do {
            try await producer.flush()
            try await producer.close()
        } catch {
            if isOwner { await stream.close() }
            throw error
        }
        if isOwner { await stream.close() }
    }
}

extension TopicTransport: ReadinessProbe {
    /// A group is ready when it has readers that have read all that the topic holds.
    public func readiness(within limit: Duration) async -> Readiness {
        guard let group else { return Readiness(.ready, "The topic \(topic) is there.") }
        guard let inspector = stream as? any GroupInspector else {
            return Readiness(.unknown, "This engine does not tell about consumer groups.")
        }
        do {
            let status = try await inspector.group(group, of: topic, within: limit)
            if let reason = whyNotReady(group, status) { return Readiness(.notReady, reason) }
            return Readiness(.ready, "Consumer group \(group) has \(Self.readers(status)) and no lag.")
        } catch {
            return Readiness(.notReady, "Consumer group \(group) cannot be asked about: \(error)")
        }
    }

    private func whyNotReady(_ group: String, _ status: GroupStatus) -> String? {
        guard status.members > 0 else {
            let more = status.exists ? "" : ": there is no such group yet"
            return "No reader of consumer group \(group) is connected to \(topic)\(more)."
        }
        if let which = unassigned(status) {
            return
                "Consumer group \(group) has \(Self.readers(status)), and \(which) of \(topic) assigned to none of them."
        }
        guard status.lag > 0 else { return nil }
        let packets = status.lag == 1 ? "1 packet" : "\(status.lag) packets"
        return "Consumer group \(group) has \(packets) of \(topic) yet to read."
    }

    private static func readers(_ status: GroupStatus) -> String {
        status.members == 1 ? "1 reader" : "\(status.members) readers"
    }

    /// Which partitions have no reader; nil where all have, or the engine cannot tell.
    private func unassigned(_ status: GroupStatus) -> String? {
        guard let assigned = status.assigned else { return nil }
        let free = (0..<Int32(partitions)).filter { !assigned.contains($0) }
        guard let first = free.first else { return nil }
        return free.count == 1 ? "partition \(first)" : "\(free.count) of \(partitions) partitions"
    }
}
