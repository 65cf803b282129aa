/// Earlier events that this one follows, replaces or takes back.
public struct Citations: Sendable, Hashable {
    /// At least one is needed for a valid event.
    public var events: [Citation]
    public var description: String?

    public init(_ events: [Citation], description: String? = nil) {
        self.events = events
        self.description = description
    }
}

/// A reference to an earlier event.
public struct Citation: Sendable, Hashable {
    public var ivorn: String
    public var cite: Kind?

    public init(_ ivorn: String, _ cite: Kind? = nil) {
        self.ivorn = ivorn
        self.cite = cite
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case followup, supersedes, retraction
    }
}
