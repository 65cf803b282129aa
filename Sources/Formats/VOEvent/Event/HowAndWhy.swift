/// With which instrument.
public struct How: Sendable, Hashable {
    public var descriptions: [String]
    public var references: [Reference]

    /// One of either is needed for a valid event.
    public init(descriptions: [String] = [], references: [Reference] = []) {
        self.descriptions = descriptions
        self.references = references
    }
}

/// What the author takes it for.
public struct Why: Sendable, Hashable {
    /// 0 to 1, where 1 is most important.
    public var importance: Double?
    /// After which the event is no longer of use; UTC.
    public var expires: ISOTime?
    public var names: [String] = []
    public var concepts: [String] = []
    public var inferences: [Inference] = []
    public var descriptions: [String] = []
    public var references: [Reference] = []

    public init(importance: Double? = nil, expires: ISOTime? = nil) {
        self.importance = importance
        self.expires = expires
    }

    /// One explanation among several.
    public struct Inference: Sendable, Hashable {
        /// 0 to 1.
        public var probability: Double?
        /// How it relates to what was seen: `identified`, `associated`.
        public var relation: String?
        public var names: [String] = []
        public var concepts: [String] = []
        public var descriptions: [String] = []
        public var references: [Reference] = []

        public init(probability: Double? = nil, relation: String? = nil) {
            self.probability = probability
            self.relation = relation
        }
    }
}
