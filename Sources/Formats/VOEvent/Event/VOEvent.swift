/// A report of something seen in the sky, as VOEvent 2.0 has it.
///
/// Source: VOEvent 2.0, IVOA Recommendation of 11 July 2011.
public struct VOEvent: Sendable, Hashable {
    /// The one that the event is known by, in VOEvent's order of words: `ivo://authority/resource#local`.
    public var ivorn: String
    public var role: EventRole
    public var who: Who?
    public var what: What?
    public var whereWhen: WhereWhen?
    public var how: How?
    public var why: Why?
    public var citations: Citations?
    /// For people to read.
    public var description: String?
    public var reference: Reference?

    public init(ivorn: String, role: EventRole = .observation) {
        self.ivorn = ivorn
        self.role = role
    }

    /// The namespace of the root; its children have none.
    public static let namespace = "http://www.ivoa.net/xml/VOEvent/v2.0"
}

/// What an event is for.
public enum EventRole: String, Sendable, Hashable, CaseIterable {
    case observation, prediction, utility, test
}

/// A pointer to something outside the event.
public struct Reference: Sendable, Hashable {
    public var uri: String
    public var type: String?
    public var mimeType: String?
    /// A URI that says what is found under `uri`.
    public var meaning: String?

    public init(uri: String, type: String? = nil, mimeType: String? = nil, meaning: String? = nil) {
        self.uri = uri
        self.type = type
        self.mimeType = mimeType
        self.meaning = meaning
    }
}
