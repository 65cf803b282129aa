/// A message of the VOEvent Transport Protocol other than an event.
///
/// In an answer, `origin` repeats what is answered (of an ack or nak the event's ivorn, else the sender's name) and
/// `response` names the one who answers; that is how the brokers in use have it.
///
/// Source: VOEvent Transport Protocol 2.0, IVOA.
public struct TransportMessage: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable, CaseIterable {
        case iamalive, authenticate, ack, nak
    }

    public var role: Role
    public var origin: String
    public var response: String?
    /// UTC.
    public var timeStamp: ISOTime
    public var meta: Meta?

    public init(
        _ role: Role, origin: String, response: String? = nil, timeStamp: ISOTime, meta: Meta? = nil
    ) {
        self.role = role
        self.origin = origin
        self.response = response
        self.timeStamp = timeStamp
        self.meta = meta
    }

    public static let namespace = "http://www.telescope-networks.org/xml/Transport/v1.1"

    /// What goes with a message.
    public struct Meta: Sendable, Hashable {
        public struct Parameter: Sendable, Hashable {
            public var name: String
            public var value: String

            public init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        public var parameters: [Parameter]
        /// Why a nak was given.
        public var result: String?

        public init(parameters: [Parameter] = [], result: String? = nil) {
            self.parameters = parameters
            self.result = result
        }

        /// A subscriber's wishes; an event is wanted where any of them holds.
        ///
        /// Read from `<Param name="xpath-filter" value="..."/>` and from the older `<filter type="xpath">`.
        public init(filters: [String]) { self.init(parameters: filters.map { Parameter(Self.filterName, $0) }) }

        public var filters: [String] { parameters.filter { $0.name == Self.filterName }.map(\.value) }

        static let filterName = "xpath-filter"
    }
}
