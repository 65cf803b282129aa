/// A report of something seen in the sky, as VOEvent 2.0 has it.
///
/// Source: VOEvent 2.0, IVOA Recommendation of 11 July 2011.
public struct VOEvent: Sendable, Hashable {
    /// The one that the event is known by, in VOEvent's order of words: `ivo://authority/resource#local`.
    public var ivorn: String
    /// What the event is for.
    public var role: EventRole
    /// Who publishes it, and when; nil where that is left out.
    public var who: Who?
    /// What was measured; nil where that is left out.
    public var what: What?
    /// Where and when it was seen; nil where that is left out.
    public var whereWhen: WhereWhen?
    /// With which instrument; nil where that is left out.
    public var how: How?
    /// What the author takes it for; nil where that is left out.
    public var why: Why?
    /// Earlier events; nil for none.
    public var citations: Citations?
    /// For people to read.
    public var description: String?
    /// Where more is told of the event; nil for none.
    public var reference: Reference?

    /// An event that has nothing else yet. The identifier is not checked here.
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
    /// Where it is found, or what it is known by.
    public var uri: String
    /// In the author's words; nil for none.
    public var type: String?
    /// Of what is found under `uri`; nil where it is left out.
    public var mimeType: String?
    /// A URI that says what is found under `uri`.
    public var meaning: String?

    /// The URIs are not checked here but where the event is written.
    public init(uri: String, type: String? = nil, mimeType: String? = nil, meaning: String? = nil) {
        self.uri = uri
        self.type = type
        self.mimeType = mimeType
        self.meaning = meaning
    }
}
