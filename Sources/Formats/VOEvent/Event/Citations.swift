/// Earlier events that this one follows, replaces or takes back.
public struct Citations: Sendable, Hashable {
    /// At least one is needed for a valid event.
    public var events: [Citation]
    public var description: String?

    /// Of `events`, with a note for people; no citation is checked here.
    public init(_ events: [Citation], description: String? = nil) {
        self.events = events
        self.description = description
    }
}

/// A reference to an earlier event.
public struct Citation: Sendable, Hashable {
    /// The earlier event's identifier.
    public var ivorn: String
    /// How this event relates to the earlier one; nil where it does not say.
    public var cite: Kind?

    /// An event by its identifier.
    public init(_ ivorn: String, _ cite: Kind? = nil) {
        self.ivorn = ivorn
        self.cite = cite
    }

    /// VOEvent's words for what an event does to an earlier one.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case followup, supersedes, retraction
    }
}
