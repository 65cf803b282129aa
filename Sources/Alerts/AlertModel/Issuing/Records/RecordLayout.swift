public import Avro

/// A record of a writer's schema as a flat list of fields in the order in which they are written.
///
/// Fields are known by their slots, 0 ..< `count`. One mapper serves every version of a schema, because a field is found
/// by its name of today also where the version calls it otherwise (`EarlierNames`), the slot of a field that a version
/// lacks is nil, and setting nil does nothing.
public struct RecordLayout: Sendable {
    /// The full name of the record, such as `lsst.v11_1.diaSource`.
    public let name: String
    /// The names of the fields, by slot.
    public let fieldNames: [String]
    let ops: [FieldOp]
    /// The symbols of the enums, by slot.
    let symbols: [Int: [String]]
    /// Bytes that no record exceeds, its texts and blobs aside.
    let room: Int
    /// Tells records of different schemas apart.
    let key: UInt64
    private let slots: [String: Int]

    /// The record type `node` of `schema`.
    ///
    /// - Throws: `AlertModelError` (`schema`) where it is no record. Complexity: O(fields).
    public init(schema: Schema, node: Schema.NodeID) throws(AlertModelError) {
        guard case .record(let record) = schema[node].kind else {
            throw AlertModelError(.schema, "'\(schema.typeName(node))' is no record")
        }
        name = record.name.full
        fieldNames = record.fields.map(\.name)
        ops = record.fields.map { FieldOp(schema, type: $0.type) }
        slots = EarlierNames.added(
            to: Dictionary(fieldNames.enumerated().map { ($0.element, $0.offset) }) { first, _ in first })
        symbols = Self.symbols(schema, record)
        room = ops.reduce(0) { $0 + 1 + $1.kind.room }
        key = Self.key(name, fieldNames, ops, symbols)
    }

    /// Number of fields.
    public var count: Int { ops.count }

    /// The slot of a field; nil where the record has none of that name. Complexity: O(1).
    public func slot(_ fieldName: String) -> Int? { slots[fieldName] }

    /// What a field holds.
    public func kind(_ slot: Int) -> FieldKind? { ops.indices.contains(slot) ? ops[slot].kind : nil }

    /// Whether a field may be left unset, and is then written as null.
    public func isNullable(_ slot: Int) -> Bool { ops.indices.contains(slot) && ops[slot].isNullable }

    /// FNV-1a of all that the bytes of a record depend on.
    private static func key(
        _ name: String, _ fields: [String], _ ops: [FieldOp], _ symbols: [Int: [String]]
    ) -> UInt64 {
        var text = name
        for (slot, op) in ops.enumerated() {
            text += "\n\(fields[slot]) \(op) \(symbols[slot] ?? [])"
        }
        return text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private static func symbols(_ schema: Schema, _ record: Schema.Record) -> [Int: [String]] {
        var symbols: [Int: [String]] = [:]
        for (slot, field) in record.fields.enumerated() {
            guard case .enumeration(let enumeration) = schema[FieldOp.branches(schema, field.type).value].kind
            else { continue }
            symbols[slot] = enumeration.symbols
        }
        return symbols
    }
}
