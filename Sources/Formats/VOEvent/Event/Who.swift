/// Who publishes the event, and when.
public struct Who: Sendable, Hashable {
    /// The publisher's identifier.
    public var authorIvorn: String?
    /// When the event was made; UTC.
    public var date: ISOTime?
    public var author: Author?
    public var description: String?
    public var reference: Reference?

    public init(authorIvorn: String? = nil, date: ISOTime? = nil, author: Author? = nil) {
        self.authorIvorn = authorIvorn
        self.date = date
        self.author = author
    }
}

/// The people behind an event. Each entry may be given any number of times.
public struct Author: Sendable, Hashable {
    public var titles: [String] = []
    public var shortNames: [String] = []
    public var logoURLs: [String] = []
    public var contactNames: [String] = []
    public var contactEmails: [String] = []
    public var contactPhones: [String] = []
    public var contributors: [String] = []

    public init() {}
}
