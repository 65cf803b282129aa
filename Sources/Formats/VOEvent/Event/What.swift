/// What was measured, in the author's own words.
public struct What: Sendable, Hashable {
    /// Values that belong to no group.
    public var parameters: [Parameter]
    /// Values that belong together; no two groups have the same name.
    public var groups: [Group]
    /// Small tables, such as light curves.
    public var tables: [Table]
    /// Texts for people.
    public var descriptions: [String]
    /// Where more is told of the measurements.
    public var references: [Reference]

    /// The names of groups are not checked here but where the event is written.
    public init(
        parameters: [Parameter] = [], groups: [Group] = [], tables: [Table] = [], descriptions: [String] = [],
        references: [Reference] = []
    ) {
        self.parameters = parameters
        self.groups = groups
        self.tables = tables
        self.descriptions = descriptions
        self.references = references
    }

    /// Parameters that belong together, such as those of one measurement. Names of groups must be unique in an event.
    public struct Group: Sendable, Hashable {
        /// Nil for a group without one.
        public var name: String?
        /// In the author's own words; nil for none.
        public var type: String?
        /// In the order of the text.
        public var parameters: [Parameter]
        /// Texts for people.
        public var descriptions: [String]
        /// Where more is told of the group.
        public var references: [Reference]

        /// A group of `parameters`; by default it has nothing.
        public init(
            name: String? = nil, type: String? = nil, parameters: [Parameter] = [], descriptions: [String] = [],
            references: [Reference] = []
        ) {
            self.name = name
            self.type = type
            self.parameters = parameters
            self.descriptions = descriptions
            self.references = references
        }
    }

    /// How the words of a value are to be read.
    public enum DataType: String, Sendable, Hashable, CaseIterable {
        case string, float, int
    }
}

/// A named value.
public struct Parameter: Sendable, Hashable {
    /// Nil where the author gives none.
    public var name: String?
    /// As written; nil where there is none.
    public var value: String?
    /// How `value` is to be read; `string` where the text says nothing.
    public var dataType: What.DataType
    /// In the words of the VO, `deg` or `mag`.
    public var unit: String?
    /// Unified content descriptor.
    public var ucd: String?
    /// What the attribute `utype` says; nil for none.
    public var utype: String?
    /// Texts for people.
    public var descriptions: [String] = []
    /// Where more is told of the value.
    public var references: [Reference] = []
    /// A value that is written as an element, for texts too long for an attribute.
    public var longValue: String?

    /// A value as it is to be written; nothing checks it against `dataType`.
    public init(
        _ name: String, _ value: String, dataType: What.DataType = .string, unit: String? = nil, ucd: String? = nil
    ) {
        self.name = name
        self.value = value
        self.dataType = dataType
        self.unit = unit
        self.ucd = ucd
    }

    /// A number; written with the shortest digits that give it back, `NaN` where it is invalid.
    public init(_ name: String, _ value: Double, unit: String? = nil, ucd: String? = nil) {
        self.init(name, XMLNumber.text(value), dataType: .float, unit: unit, ucd: ucd)
    }

    /// A whole number.
    public init(_ name: String, _ value: some BinaryInteger, unit: String? = nil, ucd: String? = nil) {
        self.init(name, "\(value)", dataType: .int, unit: unit, ucd: ucd)
    }

    /// The value as a number; nil where it is none.
    public var number: Double? { value.flatMap(XMLNumber.parse) }
}
