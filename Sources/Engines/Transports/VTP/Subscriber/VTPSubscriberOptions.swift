public import VOEvent

/// How a subscriber deals with its broadcaster.
public struct VTPSubscriberOptions: Sendable, Hashable {
    /// An IVOA identifier, such as `ivo://org.example/subscriber`.
    public var name: String
    /// What to ask for; everything where there are none, else what any of them wants.
    public var filters: [XPathFilter]
    /// How long to go without a connection.
    public var patience = Patience()
    /// Without a word from the broadcaster, after which the connection is made again.
    public var silenceLimit = Duration.seconds(120)
    /// How long a text may be.
    public var framing = TransportFraming()

    /// By default it asks for everything.
    public init(name: String = "ivo://tocsin/subscriber", filters: [XPathFilter] = []) {
        self.name = name
        self.filters = filters
    }
}
