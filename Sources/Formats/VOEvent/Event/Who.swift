/// Who publishes the event, and when.
public struct Who: Sendable, Hashable {
    /// The publisher's identifier.
    public var authorIvorn: String?
    /// When the event was made; UTC.
    public var date: ISOTime?
    /// The people behind it; nil where they are left out.
    public var author: Author?
    public var description: String?
    /// Where more is told of the publisher; nil for none.
    public var reference: Reference?

    /// Without a description and a reference.
    public init(authorIvorn: String? = nil, date: ISOTime? = nil, author: Author? = nil) {
        self.authorIvorn = authorIvorn
        self.date = date
        self.author = author
    }
}

/// The people behind an event. Each entry may be given any number of times.
public struct Author: Sendable, Hashable {
    /// Of the author or the project, as `title` elements.
    public var titles: [String] = []
    /// Shorter forms of the title, as `shortName` elements.
    public var shortNames: [String] = []
    /// URIs of logos; checked where the event is read or written.
    public var logoURLs: [String] = []
    /// Whom to ask.
    public var contactNames: [String] = []
    /// Addresses of electronic mail; not checked.
    public var contactEmails: [String] = []
    /// Telephone numbers; not checked.
    public var contactPhones: [String] = []
    /// Others who had a part in it.
    public var contributors: [String] = []

    /// Without an entry; a valid event's author has at least one.
    public init() {}
}
