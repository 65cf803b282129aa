public import AlertModel
public import Bytes

/// Makes alerts of a packet. Used by one task at a time.
public protocol PacketDecoder {
    /// The packet's alerts; a refusal, or no alert at all, sends the packet to quarantine.
    func decode(_ packet: Bytes) throws(PacketRefusal) -> [Alert]
}

/// Why a packet is set aside.
public struct PacketRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// `digest`, `framing`, `schema`, `decode` or `mapping`.
    public var reason: String
    /// The whole error, which the quarantine keeps beside the packet.
    public var description: String

    /// Both as given.
    public init(reason: String, description: String) {
        self.reason = reason
        self.description = description
    }
}
