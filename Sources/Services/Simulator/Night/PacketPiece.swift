/// Some packets of one visit, in their order.
public struct PacketPiece: Sendable {
    /// Number of the visit within the night.
    public var visit: Int
    /// Empty where the visit issues none.
    public var packets: [IssuedPacket]
    /// Whether the visit ends with it. A visit without alerts is one empty piece.
    public var isLast: Bool
}
