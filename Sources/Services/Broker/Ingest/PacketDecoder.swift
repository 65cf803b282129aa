public import AlertModel
public import Bytes

/// Makes alerts of a packet. Used by one task at a time.
public protocol PacketDecoder {
    func decode(_ packet: Bytes) throws(PacketRefusal) -> [Alert]
}

/// Why a packet is set aside.
public struct PacketRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// `digest`, `framing`, `schema`, `decode` or `mapping`.
    public var reason: String
    public var description: String

    public init(reason: String, description: String) {
        self.reason = reason
        self.description = description
    }
}
