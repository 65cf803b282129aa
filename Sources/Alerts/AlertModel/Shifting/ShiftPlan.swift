internal import Avro

/// What a shift does to a value.
enum ShiftKind: UInt8 {
    case none
    /// A long that names a detection or an object; 0 stays 0.
    case id
    /// A double, days.
    case days
    /// A long, microseconds.
    case microseconds
    /// A name such as ZTF21abiuvdk.
    case name
}

/// A schema as flat numbers, with what is done to each field.
struct ShiftPlan: Sendable {
    enum Form: UInt8 { case empty, byte, varint, four, eight, blob, fixed, record, array, map, union, optional }

    struct Node {
        var form: Form
        /// First child (record, union), item (array, map) or size (fixed).
        var first: Int32 = 0
        var count: Int32 = 0
    }

    struct Child {
        var node: Int32
        var kind: ShiftKind
    }

    var nodes: [Node] = []
    var children: [Child] = []
    var root: Int32

    init(_ schema: Schema, kind: (Schema, Schema.Field) -> ShiftKind) {
        root = Int32(schema.root)
        for node in schema.nodes { nodes.append(append(node, schema, kind)) }
    }

    /// Calls `body` with the first node and the first child.
    func withPointers<R>(
        _ body: (UnsafePointer<Node>, UnsafePointer<Child>) throws(AlertModelError) -> R
    ) throws(AlertModelError) -> R {
        try nodes.withUnsafeBufferPointer { (nodes) throws(AlertModelError) in
            try children.withUnsafeBufferPointer { (children) throws(AlertModelError) in
                guard let node = nodes.baseAddress, let child = children.baseAddress else {
                    throw AlertModelError(.schema, "the schema has no fields")
                }
                return try body(node, child)
            }
        }
    }

    private mutating func append(
        _ node: Schema.Node, _ schema: Schema, _ kind: (Schema, Schema.Field) -> ShiftKind
    ) -> Node {
        switch node.kind {
        case .null: Node(form: .empty)
        case .boolean: Node(form: .byte)
        case .int, .long, .enumeration: Node(form: .varint)
        case .float: Node(form: .four)
        case .double: Node(form: .eight)
        case .bytes, .string: Node(form: .blob)
        case .fixed(let fixed): Node(form: .fixed, first: Int32(clamping: fixed.size))
        case .array(let items): Node(form: .array, first: Int32(items))
        case .map(let values): Node(form: .map, first: Int32(values))
        case .record(let record):
            list(.record, record.fields.map { Child(node: Int32($0.type), kind: kind(schema, $0)) })
        case .union(let branches):
            list(
                branches.count == 2 && branches.contains { schema[$0].kind == .null } ? .optional : .union,
                branches.map { Child(node: Int32($0), kind: .none) })
        }
    }

    private mutating func list(_ form: Form, _ added: [Child]) -> Node {
        children.append(contentsOf: added)
        return Node(form: form, first: Int32(children.count - added.count), count: Int32(added.count))
    }
}

extension ShiftKind {
    /// By the field's name: the ids and times that LSST and ZTF packets are told apart and sorted by.
    init(_ schema: Schema, _ field: Schema.Field) {
        switch field.name {
        case "diaSourceId", "alertId", "diaObjectId", "parentDiaSourceId", "diaForcedSourceId", "candid": self = .id
        case "jd", "jdstarthist", "jdendhist": self = .days
        case "objectId": self = .name
        case "time_processed": self = .microseconds
        default: self = field.name.hasSuffix("MjdTai") ? .days : .none
        }
    }
}
