/// What a transport has done so far.
public struct TransportCounts: Sendable, Hashable {
    /// Handed over, whoever took them.
    public var packets = 0
    /// Of those packets, without framing.
    public var bytes = 0
    /// Sent again, because a connection broke, a server was not ready, or a receiver asked.
    public var resent = 0
    /// Connections made after the first.
    public var reconnections = 0
    /// Subscribers let go because they did not keep up.
    public var droppedSubscribers = 0
    /// Packets that a subscriber may not have had when it left or was let go, summed over subscribers.
    public var missed = 0
    /// Packets that went to nobody.
    public var unheard = 0

    /// All zero.
    public init() {}
}
