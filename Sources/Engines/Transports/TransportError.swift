/// Why bytes could not be sent or received.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Host and port, folder or URL.
    public var target: String
    /// A whole sentence that says what to do.
    public var detail: String
    /// Trying again may help.
    public var isTransient: Bool
    /// Set where one packet is the reason, and the next may well be sent.
    public var packetFault: PacketFault?

    /// Why one packet could not be sent.
    public enum PacketFault: Sendable, Hashable {
        /// The other side has it and does not want it.
        case refused
        /// No message of this transport can carry it: nothing was sent.
        case unsendable
    }

    /// By default trying again does not help, and no single packet is the reason.
    public init(
        _ target: String, _ detail: String, isTransient: Bool = false, packetFault: PacketFault? = nil
    ) {
        self.target = target
        self.detail = detail
        self.isTransient = isTransient
        self.packetFault = packetFault
    }

    public var description: String { "\(target): \(detail)" }
}
