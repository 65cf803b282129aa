public import Bytes

/// A packet that came whole.
public struct ReceivedPacket: Sendable, Hashable {
    /// The sender's run.
    public var stream: UInt64
    /// Counts the stream's packets from 0.
    public var sequence: UInt64
    /// `OutgoingPacket.id`.
    public var id: Int64
    /// Milliseconds since 1970 UTC, as the sender stated them.
    public var timestampMs: Int64
    /// What `OutgoingPacket.bytes` was.
    public var bytes: Bytes
}
