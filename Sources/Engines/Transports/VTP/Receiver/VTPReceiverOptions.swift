public import VOEvent

/// How a receiver deals with authors.
public struct VTPReceiverOptions: Sendable {
    /// An IVOA identifier, such as `ivo://org.example/broker`.
    public var name: String
    /// Who may submit.
    public var allowed = AddressRange.loopback
    /// At a time; more are turned away.
    public var mostConnections = 100
    /// Without a message, after which a connection is closed.
    public var idleLimit = Duration.seconds(20)
    /// Names of events that are remembered, so that one that comes again is refused; 0 remembers none.
    public var memory = 10_000
    /// How long a text may be.
    public var framing = TransportFraming()
    /// Is given every event that was accepted.
    public var relay: VTPBroadcaster?
    /// Accepted events that wait for subscribers; beyond it authors are told to come again.
    public var mostWaiting = 1000

    /// For authors of this machine alone, until `allowed` says otherwise; nil for `relay` hands on to no broadcaster.
    public init(name: String = "ivo://tocsin/receiver", relay: VTPBroadcaster? = nil) {
        self.name = name
        self.relay = relay
    }
}

/// What a receiver has seen.
public struct VTPReceiverCounts: Sendable, Hashable {
    /// Those that were let in.
    public internal(set) var connections = 0
    /// Connections that were not let in.
    public internal(set) var turnedAway = 0
    /// Events that were taken.
    public internal(set) var accepted = 0
    /// By a nak: invalid, seen before, or not wanted by the handler.
    public internal(set) var refused = 0
    /// Connections that ended with an error.
    public internal(set) var broken = 0
    /// Answers that could not be sent, because the author had gone.
    public internal(set) var unanswered = 0
}
