internal import Bytes

/// How a value is written as JSON.
public enum JSONStyle: Sendable, Hashable {
    /// The specification's: unions name their branch, bytes are text of the code points 0-255. NaN and infinities,
    /// of which the specification says nothing, are the strings `NaN`, `Infinity` and `-Infinity`.
    case avro
    /// For people and programs without Avro: unions are the bare value, bytes are base64, NaN and infinities are null.
    case plain
}

extension Schema {
    /// `value` as JSON. 64-bit integers are exact.
    ///
    /// - Throws: `AvroError` naming the field whose value is not of its type.
    public func json(of value: Value, style: JSONStyle = .avro) throws(AvroError) -> JSON {
        try json(of: value, root, style, depth: 0)
    }

    private func json(of value: Value, _ id: NodeID, _ style: JSONStyle, depth: Int) throws(AvroError) -> JSON {
        guard depth < 256 else { throw AvroError(.limit, "values nested deeper than 256") }
        switch (nodes[id].kind, value) {
        case (.null, .null): return .null
        case (.boolean, .boolean(let value)): return .boolean(value)
        case (.int, .int(let value)): return .integer(Int64(value))
        case (.long, .long(let value)): return .integer(value)
        case (.float, .float(let value)):
            return Self.number(value.isFinite ? Double(value.description) ?? Double(value) : Double(value), style)
        case (.double, .double(let value)): return Self.number(value, style)
        case (.string, .string(let value)): return .string(value)
        case (.bytes, .bytes(let value)), (.fixed, .fixed(let value)):
            return .string(style == .avro ? value.latin1 : Base64.text(value))
        case (.enumeration(let enumeration), .enumeration(let index)) where enumeration.symbols.indices.contains(index):
            return .string(enumeration.symbols[index])
        case (.record(let record), .record(let values)) where record.fields.count == values.count:
            return try json(of: values, record, style, depth)
        case (.array(let items), .array(let values)):
            var list: [JSON] = []
            for value in values { list.append(try json(of: value, items, style, depth: depth + 1)) }
            return .array(list)
        case (.map(let type), .map(let entries)):
            var members: [JSON.Member] = []
            for entry in entries {
                members.append(JSON.Member(entry.key, try json(of: entry.value, type, style, depth: depth + 1)))
            }
            return .object(members)
        case (.union(let branches), .union(let branch, let value)) where branches.indices.contains(branch):
            let inner = try json(of: value, branches[branch], style, depth: depth + 1)
            guard style == .avro, nodes[branches[branch]].kind != .null else { return inner }
            return .object([JSON.Member(typeName(branches[branch]), inner)])
        default:
            throw AvroError(.value, "a value of kind \(value.kind) does not fit the type \(typeName(id))")
        }
    }

    private func json(
        of values: [Value], _ record: Record, _ style: JSONStyle, _ depth: Int
    ) throws(AvroError) -> JSON {
        var members: [JSON.Member] = []
        for (field, value) in zip(record.fields, values) {
            do throws(AvroError) {
                members.append(JSON.Member(field.name, try json(of: value, field.type, style, depth: depth + 1)))
            } catch {
                throw error.inside(field.name)
            }
        }
        return .object(members)
    }

    private static func number(_ value: Double, _ style: JSONStyle) -> JSON {
        if value.isFinite { return .number(value) }
        guard style == .avro else { return .null }
        return .string(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
    }
}

/// Base64 (RFC 4648, section 4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: Bytes) -> String {
        let source = bytes.array
        var output: [UInt8] = []
        output.reserveCapacity((source.count + 2) / 3 * 4)
        for start in stride(from: 0, to: source.count, by: 3) {
            let group = source[start..<min(start + 3, source.count)]
            let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                output.append(place <= group.count ? alphabet[number >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
