internal import Avro

/// What a field of a flat record holds, the union with null around it aside.
public enum FieldKind: UInt8, Sendable, Hashable {
    case double, float, int, long, boolean, string, bytes
    /// Written as the position of the symbol.
    case enumeration
    /// A type that no single value stands for (array, record, map, fixed, other unions): cannot be set.
    case other

    /// Bytes that the value's encoding never exceeds, a text's own bytes aside.
    var room: Int {
        switch self {
        case .double: 8
        case .float: 4
        case .int, .enumeration: 5
        case .long, .string, .bytes: 10
        case .boolean: 1
        case .other: 0
        }
    }
}

/// How one field is written: one branch byte where it is nullable, then the value.
struct FieldOp: Sendable, Hashable {
    var kind: FieldKind
    var isNullable: Bool
    /// A `long` that counts microseconds of UTC.
    var isTimestamp: Bool
    /// The byte that tells of null, and the one that tells of a value.
    var nullByte: UInt8 = 0
    var valueByte: UInt8 = 0

    init(_ schema: Schema, type: Schema.NodeID) {
        let branches = Self.branches(schema, type)
        isNullable = branches.null != nil
        if let null = branches.null {
            nullByte = UInt8(2 * null)
            valueByte = UInt8(2 * (1 - null))
        }
        kind = Self.kind(schema[branches.value].kind)
        isTimestamp = schema[branches.value].logicalType == .timestampMicros
    }

    /// The type within a union of null and one other type, and the position of null; other types as they are.
    static func branches(_ schema: Schema, _ type: Schema.NodeID) -> (value: Schema.NodeID, null: Int?) {
        guard case .union(let all) = schema[type].kind, all.count == 2 else { return (type, nil) }
        guard let null = all.firstIndex(where: { schema[$0].kind == .null }) else { return (type, nil) }
        return (all[1 - null], null)
    }

    private static func kind(_ kind: Schema.Kind) -> FieldKind {
        switch kind {
        case .double: .double
        case .float: .float
        case .int: .int
        case .long: .long
        case .boolean: .boolean
        case .string: .string
        case .bytes: .bytes
        case .enumeration: .enumeration
        default: .other
        }
    }
}
