/// A subscriber as its broadcaster sees it.
public struct VTPSubscriberStatus: Sendable, Hashable {
    /// Counts from 1 in the order of connections.
    public let id: Int
    /// Address and port.
    public let peer: String
    /// Milliseconds since 1970 UTC by this machine's clock.
    public let connectedMs: Int64
    /// What it calls itself; not proved.
    public internal(set) var name: String?
    /// Whether its answer to `authenticate` holds.
    public internal(set) var isAuthenticated = false
    /// What it asked for; an event goes to it where any of them holds, or where there are none.
    public internal(set) var filters: [String] = []
    /// Events written to it.
    public internal(set) var sent = 0
    /// Events that it answered with an ack.
    public internal(set) var acknowledged = 0
    /// By a nak.
    public internal(set) var refused = 0
    /// Events that it did not ask for.
    public internal(set) var filtered = 0
    /// Within the limit of time.
    public internal(set) var unanswered = 0
    /// On their way when the connection ended.
    public internal(set) var lost = 0
    /// Queued, or sent and not answered yet.
    public internal(set) var pending = 0
    /// The reason of the last nak, or why it is not authenticated.
    public internal(set) var complaint: String?

    init(id: Int, peer: String, connectedMs: Int64) {
        self.id = id
        self.peer = peer
        self.connectedMs = connectedMs
    }
}

/// A connection that ended, or was not let in.
public struct VTPDeparture: Sendable, Hashable {
    /// Address and port.
    public let peer: String
    /// Why it ended, or was not let in.
    public let reason: String
    /// Milliseconds since 1970 UTC by this machine's clock.
    public let timeMs: Int64
    /// The last that was known; nil of one that was not let in.
    public let status: VTPSubscriberStatus?
}

/// What became of one event at one subscriber.
public enum VTPDelivery: Sendable, Hashable {
    case acknowledged
    /// By a nak; the event is not offered again.
    case refused(String)
    /// Not what it asked for.
    case filtered
    /// No answer in time.
    case unanswered
    /// Written; the text has no name that an answer could repeat.
    case unnamed
    /// The connection ended first.
    case lost(String)

    /// Answered, not asked for, or impossible to answer.
    var isHeard: Bool {
        switch self {
        case .acknowledged, .refused, .filtered, .unnamed: true
        case .unanswered, .lost: false
        }
    }
}
