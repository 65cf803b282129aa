/// An Avro schema: types as nodes of an arena that refer to each other by index, so that a record may contain itself.
///
/// Nodes 0 to 7 are always the bare primitive types, in the order of the specification. Copying a schema is O(1).
public struct Schema: Sendable, Hashable {
    /// The index of a type in `nodes`.
    public typealias NodeID = Int

    /// The types, each named type once.
    public internal(set) var nodes: [Node]
    /// The outermost type.
    public internal(set) var root: NodeID
    /// What a lenient reading let pass, one sentence each.
    public internal(set) var warnings: [String] = []

    /// The type with this index, which must be one of `nodes`.
    public subscript(id: NodeID) -> Node { nodes[id] }

    /// The outermost type.
    public var rootNode: Node { nodes[root] }

    /// The full name of the outermost type, where it has one, such as `lsst.v9_0.alert`.
    public var name: Name? { rootNode.name }

    /// How faithfully a schema must follow the specification.
    public enum Strictness: Sendable, Hashable {
        /// Everything that the specification forbids is an error.
        case strict
        /// Faults that leave the binary encoding clear (a default of the wrong type, an odd name) are warnings.
        case lenient
    }
}

extension Schema {
    /// A type.
    public struct Node: Sendable, Hashable {
        /// What the type is, with its fields, symbols, branches, items or size.
        public internal(set) var kind: Kind
        /// The meaning given to the underlying type; nil where there is none or it does not fit.
        public internal(set) var logicalType: LogicalType?
        /// Attributes that the specification does not define, such as `version`, in their order.
        public internal(set) var properties: [JSON.Member]

        init(_ kind: Kind, logicalType: LogicalType? = nil, properties: [JSON.Member] = []) {
            self.kind = kind
            self.logicalType = logicalType
            self.properties = properties
        }

        /// The attribute `name` among `properties`.
        public func property(_ name: String) -> JSON? { properties.first { $0.name == name }?.value }

        /// The name of a record, enum or fixed.
        public var name: Name? {
            switch kind {
            case .record(let record): record.name
            case .enumeration(let enumeration): enumeration.name
            case .fixed(let fixed): fixed.name
            default: nil
            }
        }

        /// Other names by which a record, enum or fixed is known.
        public var aliases: [Name] {
            switch kind {
            case .record(let record): record.aliases
            case .enumeration(let enumeration): enumeration.aliases
            case .fixed(let fixed): fixed.aliases
            default: []
            }
        }

        /// The fields of a record; empty for other types.
        public var fields: [Field] {
            if case .record(let record) = kind { record.fields } else { [] }
        }
    }

    /// What a type is made of.
    public indirect enum Kind: Sendable, Hashable {
        case null, boolean, int, long, float, double, bytes, string
        case record(Record)
        case enumeration(Enumeration)
        case array(items: NodeID)
        case map(values: NodeID)
        case union([NodeID])
        case fixed(Fixed)
    }

    /// A named type: fields, each of a type of its own.
    public struct Record: Sendable, Hashable {
        /// With its namespace.
        public internal(set) var name: Name
        /// Full names; a writer's record called one of them is read as this one.
        public internal(set) var aliases: [Name] = []
        /// Documentation as written; nil where there is none.
        public internal(set) var doc: String?
        /// In the order in which their values are written.
        public internal(set) var fields: [Field] = []
        /// Written as `error` rather than `record` (Avro protocols).
        public internal(set) var isError = false
    }

    /// One field of a record.
    public struct Field: Sendable, Hashable {
        /// Without a namespace.
        public internal(set) var name: String
        /// The index of its type in `nodes`.
        public internal(set) var type: NodeID
        /// Other names under which a writer's record may have the field.
        public internal(set) var aliases: [String] = []
        /// Documentation as written; nil where there is none.
        public internal(set) var doc: String?
        /// The default as written; nil where there is none.
        public internal(set) var defaultValue: JSON?
        /// Ascending where nothing is written.
        public internal(set) var order: Order = .ascending
        /// Attributes that the specification does not define, in their order.
        public internal(set) var properties: [JSON.Member] = []
    }

    /// How a field takes part in the sort order of its record.
    public enum Order: String, Sendable, Hashable {
        case ascending, descending, ignore
    }

    /// A named type whose value is one of a list of symbols.
    public struct Enumeration: Sendable, Hashable {
        /// With its namespace.
        public internal(set) var name: Name
        /// Full names; a writer's enum called one of them is read as this one.
        public internal(set) var aliases: [Name] = []
        /// Documentation as written; nil where there is none.
        public internal(set) var doc: String?
        /// All different; a value is written as its symbol's position, from 0.
        public internal(set) var symbols: [String]
        /// What a reader takes for a writer's symbol that it lacks; nil makes that an error.
        public internal(set) var defaultSymbol: String?
    }

    /// A named type of a fixed number of bytes.
    public struct Fixed: Sendable, Hashable {
        /// With its namespace.
        public internal(set) var name: Name
        /// Full names; a writer's fixed called one of them is read as this one.
        public internal(set) var aliases: [Name] = []
        /// Documentation as written; nil where there is none.
        public internal(set) var doc: String?
        /// Number of bytes.
        public internal(set) var size: Int
    }
}

extension Schema {
    static let primitives: [(name: String, kind: Kind)] = [
        ("null", .null), ("boolean", .boolean), ("int", .int), ("long", .long), ("float", .float),
        ("double", .double), ("bytes", .bytes), ("string", .string),
    ]

    static let primitiveIDs = Dictionary(
        uniqueKeysWithValues: primitives.enumerated().map { ($0.element.name, $0.offset) })

    /// The word for a type in a schema's text, or the name of a named type.
    public func typeName(_ id: NodeID) -> String {
        switch nodes[id].kind {
        case .null: "null"
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .bytes: "bytes"
        case .string: "string"
        case .array: "array"
        case .map: "map"
        case .union: "union"
        case .record(let record): record.name.full
        case .enumeration(let enumeration): enumeration.name.full
        case .fixed(let fixed): fixed.name.full
        }
    }
}
