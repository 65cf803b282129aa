/// With which instrument.
public struct How: Sendable, Hashable {
    /// Texts for people.
    public var descriptions: [String]
    /// Where more is told of the instrument.
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
    /// `Name` elements, such as what the object is called.
    public var names: [String] = []
    /// `Concept` elements, which say what kind of thing it is.
    public var concepts: [String] = []
    /// Explanations, in the order of the text.
    public var inferences: [Inference] = []
    /// Texts for people.
    public var descriptions: [String] = []
    /// Where more is told of it.
    public var references: [Reference] = []

    /// With nothing but these; a valid event needs a name, concept, inference, description or reference as well.
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
        /// `Name` elements, such as what the object is called.
        public var names: [String] = []
        /// `Concept` elements, which say what kind of thing it is.
        public var concepts: [String] = []
        /// Texts for people.
        public var descriptions: [String] = []
        /// Where more is told of it.
        public var references: [Reference] = []

        /// With nothing but these; a valid event needs a name, concept, description or reference as well.
        public init(probability: Double? = nil, relation: String? = nil) {
            self.probability = probability
            self.relation = relation
        }
    }
}
