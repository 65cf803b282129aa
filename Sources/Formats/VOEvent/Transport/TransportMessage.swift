/// A message of the VOEvent Transport Protocol other than an event.
///
/// In an answer, `origin` repeats what is answered (of an ack or nak the event's ivorn, else the sender's name) and
/// `response` names the one who answers; that is how the brokers in use have it.
///
/// Source: VOEvent Transport Protocol 2.0, IVOA.
public struct TransportMessage: Sendable, Hashable {
    /// What a message is for.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        case iamalive, authenticate, ack, nak
    }

    /// What the message is for.
    public var role: Role
    /// What an answer answers; else the sender's name.
    public var origin: String
    /// Who answers; nil for none.
    public var response: String?
    /// UTC.
    public var timeStamp: ISOTime
    /// Nil for a message that nothing goes with.
    public var meta: Meta?

    /// A message of these parts, none of which is checked here.
    public init(
        _ role: Role, origin: String, response: String? = nil, timeStamp: ISOTime, meta: Meta? = nil
    ) {
        self.role = role
        self.origin = origin
        self.response = response
        self.timeStamp = timeStamp
        self.meta = meta
    }

    /// Of the root element `Transport`; its children have none.
    public static let namespace = "http://www.telescope-networks.org/xml/Transport/v1.1"

    /// What goes with a message.
    public struct Meta: Sendable, Hashable {
        /// A `Param` element.
        public struct Parameter: Sendable, Hashable {
            /// Such as `xpath-filter`.
            public var name: String
            /// As written.
            public var value: String

            /// A pair, neither of which is checked.
            public init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        /// In the order of the text, filters of either form among them.
        public var parameters: [Parameter]
        /// Why a nak was given.
        public var result: String?

        /// `result` is the reason of a nak; nil for none.
        public init(parameters: [Parameter] = [], result: String? = nil) {
            self.parameters = parameters
            self.result = result
        }

        /// A subscriber's wishes; an event is wanted where any of them holds.
        ///
        /// Read from `<Param name="xpath-filter" value="..."/>` and from the older `<filter type="xpath">`.
        public init(filters: [String]) { self.init(parameters: filters.map { Parameter(Self.filterName, $0) }) }

        /// Expressions of XPath, in the order of `parameters`; not checked.
        public var filters: [String] { parameters.filter { $0.name == Self.filterName }.map(\.value) }

        static let filterName = "xpath-filter"
    }
}
