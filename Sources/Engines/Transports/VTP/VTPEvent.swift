public import Bytes
public import VOEvent

/// An event that came in.
public struct VTPEvent: Sendable, Hashable {
    /// What the bytes say.
    public let event: VOEvent
    /// The bytes as they came, which a signature or a digest is of.
    public let xml: Bytes
    /// Address and port of who sent it.
    public let peer: String
    /// Milliseconds since 1970 UTC by this machine's clock.
    public let receivedMs: Int64
}

/// Does what is to be done with an event; what it throws is the reason of a nak.
public typealias VTPHandler = @Sendable (VTPEvent) async throws -> Void
