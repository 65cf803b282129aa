public import Bytes

/// A packet on its way out.
public struct OutgoingPacket: Sendable, Hashable {
    /// diaSourceId, or whatever else names it.
    public var id: Int64
    /// What is sent, without any framing of the transport.
    public var bytes: Bytes
    /// Milliseconds since 1970 UTC, as the sender states them.
    public var timestampMs: Int64
    /// Where a partitioned transport is to put it; nil for its own rule.
    public var partition: Int32?
    /// CRC-32C of the bytes as they were issued, where a transport can send it along.
    public var issuedDigest: UInt32?

    /// By default the transport chooses the partition, and no digest is sent along.
    public init(
        id: Int64, bytes: Bytes, timestampMs: Int64, partition: Int32? = nil, issuedDigest: UInt32? = nil
    ) {
        self.id = id
        self.bytes = bytes
        self.timestampMs = timestampMs
        self.partition = partition
        self.issuedDigest = issuedDigest
    }
}

/// Where and when a packet left.
public struct SentPacket: Sendable, Hashable {
    /// Milliseconds since 1970 UTC by this machine's clock; nil where the transport knows that nobody had it.
    public var sentMs: Int64?
    /// Of a topic.
    public var partition: Int32?
    /// In that partition; nil where there is none.
    public var offset: Int64?

    /// `sentMs`: milliseconds since 1970 UTC; nil where nobody had it.
    public init(sentMs: Int64?, partition: Int32? = nil, offset: Int64? = nil) {
        self.sentMs = sentMs
        self.partition = partition
        self.offset = offset
    }
}

/// A way out for packets. It knows nothing of what they hold.
public protocol PacketTransport: Sendable {
    /// Sends packets in order and returns when the system, or the other side where the transport has an answer, has them;
    /// one entry for each packet. One call at a time. What goes to nobody is no error: its entry says so.
    ///
    /// - Throws: `TransportError`; none, some or all of the packets may have been sent where it is transient. One whose
    ///   `packetFault` is `unsendable` comes before any was sent.
    func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket]

    /// Sends what is held back and lets go of sockets and files.
    func close() async throws
}
