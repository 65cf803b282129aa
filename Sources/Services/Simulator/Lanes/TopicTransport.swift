public import AlertStreams
internal import Bytes
public import Transports

/// A topic as a way out: an embedded one or Kafka's.
public final class TopicTransport: PacketTransport {
    private let stream: any AlertStream
    private let producer: any StreamProducer
    private let isOwner: Bool

    /// Makes the topic where it is missing.
    ///
    /// - Parameter isOwner: closing this closes the stream.
    public init(_ stream: any AlertStream, topic: String, partitions: Int, isOwner: Bool) async throws {
        self.stream = stream
        self.isOwner = isOwner
        do {
            if try await !stream.topics().contains(where: { $0.name == topic && $0.partitions.count == partitions }) {
                try await stream.createTopic(topic, partitions: partitions)
            }
            producer = try await stream.producer(to: topic)
        } catch {
            if isOwner { await stream.close() }
            throw error
        }
    }

    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        let records = packets.map { packet in
            OutgoingRecord(
                value: packet.bytes, headers: Self.headers(packet), timestampMs: packet.timestampMs,
                partition: packet.partition)
        }
        let now = WallClock.milliseconds()
        let positions = try await producer.send(records)
        return positions.map { SentPacket(sentMs: now, partition: $0.partition, offset: $0.offset) }
    }

    private static func headers(_ packet: OutgoingPacket) -> [RecordHeader] {
        let time = RecordHeader("producer_timestamp", Bytes(utf8: String(packet.timestampMs)))
        return [time] + (packet.issuedDigest.map { [PacketDigest.header(crc: $0)] } ?? [])
    }

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
