public import VOEvent

/// How a broadcaster deals with its subscribers.
public struct VTPBroadcasterOptions: Sendable, Hashable {
    /// An IVOA identifier, such as `ivo://org.example/broker`.
    public var name: String
    /// Who may connect.
    public var allowed = AddressRange.loopback
    /// How many are wanted before a night begins.
    public var wantedSubscribers = 1
    /// At a time; more are turned away.
    public var mostSubscribers = 100
    /// Whether a subscriber that has not answered `authenticate` gets nothing.
    public var requiresAuthentication = true
    /// After connecting; who has not answered `authenticate` by then is dropped, where that is required.
    public var authenticationLimit = Duration.seconds(10)
    /// Between two `iamalive`; the protocol wants one within 90 s. Who has not answered one at the next is dropped.
    public var aliveInterval = Duration.seconds(60)
    /// From when an event was written.
    public var answerLimit = Duration.seconds(30)
    /// Events in a row without an answer, after which a subscriber is dropped.
    public var mostUnanswered = 10
    /// Events on their way to one subscriber. When they are so many, the sender waits.
    public var queueLimit = 1000
    /// XPath filters of one subscriber.
    public var mostFilters = 16
    /// How long a text may be.
    public var framing = TransportFraming()

    /// For subscribers of this machine alone, until `allowed` says otherwise.
    public init(name: String = "ivo://tocsin/broadcaster") { self.name = name }
}
