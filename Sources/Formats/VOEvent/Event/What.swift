/// What was measured, in the author's own words.
public struct What: Sendable, Hashable {
    public var parameters: [Parameter]
    public var groups: [Group]
    public var tables: [Table]
    public var descriptions: [String]
    public var references: [Reference]

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
        public var name: String?
        public var type: String?
        public var parameters: [Parameter]
        public var descriptions: [String]
        public var references: [Reference]

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
    public var name: String?
    public var value: String?
    public var dataType: What.DataType
    /// In the words of the VO, `deg` or `mag`.
    public var unit: String?
    /// Unified content descriptor.
    public var ucd: String?
    public var utype: String?
    public var descriptions: [String] = []
    public var references: [Reference] = []
    /// A value that is written as an element, for texts too long for an attribute.
    public var longValue: String?

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
