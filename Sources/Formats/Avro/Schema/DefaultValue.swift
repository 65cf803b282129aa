internal import Bytes

extension Schema {
    /// The value that the default `json` of a field of type `id` stands for.
    ///
    /// A union takes its first branch that fits (specification 1.12); bytes and fixed are written as text whose
    /// code points 0-255 are the bytes.
    func value(ofDefault json: JSON, type id: NodeID, depth: Int = 0) throws(AvroError) -> Value {
        guard depth < 64 else { throw AvroError(.limit, "a default nested deeper than 64") }
        switch nodes[id].kind {
        case .union(let branches): return try unionDefault(json, branches, depth)
        case .record(let record): return try recordDefault(json, record, depth)
        case .array(let items): return try arrayDefault(json, items, depth)
        case .map(let values): return try mapDefault(json, values, depth)
        default: return try scalarDefault(json, id)
        }
    }

    private func scalarDefault(_ json: JSON, _ id: NodeID) throws(AvroError) -> Value {
        switch (nodes[id].kind, json) {
        case (.null, .null): return .null
        case (.boolean, .boolean(let value)): return .boolean(value)
        case (.int, .integer(let value)): if let value = Int32(exactly: value) { return .int(value) }
        case (.long, .integer(let value)): return .long(value)
        case (.float, .integer(let value)): return .float(Float(value))
        case (.float, .number(let value)): return .float(Float(value))
        case (.double, .integer(let value)): return .double(Double(value))
        case (.double, .number(let value)): return .double(value)
        case (.float, .string(let text)): if let value = Self.special(text) { return .float(Float(value)) }
        case (.double, .string(let text)): if let value = Self.special(text) { return .double(value) }
        case (.string, .string(let value)): return .string(value)
        case (.bytes, .string(let text)): if let bytes = Bytes(latin1: text) { return .bytes(bytes) }
        case (.fixed(let fixed), .string(let text)):
            if let bytes = Bytes(latin1: text), bytes.count == fixed.size { return .fixed(bytes) }
        case (.enumeration(let enumeration), .string(let symbol)):
            if let index = enumeration.symbols.firstIndex(of: symbol) { return .enumeration(index) }
        default: break
        }
        throw AvroError(.schema, "the default, \(json.kind), is not a value of type \(typeName(id))")
    }

    static func special(_ text: String) -> Double? {
        switch text {
        case "NaN": .nan
        case "Infinity", "INF": .infinity
        case "-Infinity", "-INF": -.infinity
        default: nil
        }
    }

    private func unionDefault(_ json: JSON, _ branches: [NodeID], _ depth: Int) throws(AvroError) -> Value {
        for (index, branch) in branches.enumerated() {
            if let value = try? value(ofDefault: json, type: branch, depth: depth + 1) {
                return .union(branch: index, value)
            }
        }
        throw AvroError(.schema, "the default, \(json.kind), fits no branch of the union")
    }

    private func recordDefault(_ json: JSON, _ record: Record, _ depth: Int) throws(AvroError) -> Value {
        guard case .object = json else {
            throw AvroError(.schema, "the default of the record '\(record.name.full)' must be an object")
        }
        var values: [Value] = []
        for field in record.fields {
            guard let given = json[field.name] ?? field.defaultValue else {
                throw AvroError(.schema, "the default of '\(record.name.full)' lacks the field '\(field.name)'")
            }
            values.append(try value(ofDefault: given, type: field.type, depth: depth + 1))
        }
        return .record(values)
    }

    private func arrayDefault(_ json: JSON, _ items: NodeID, _ depth: Int) throws(AvroError) -> Value {
        guard case .array(let list) = json else { throw AvroError(.schema, "the default must be an array") }
        var values: [Value] = []
        for item in list { values.append(try value(ofDefault: item, type: items, depth: depth + 1)) }
        return .array(values)
    }

    private func mapDefault(_ json: JSON, _ type: NodeID, _ depth: Int) throws(AvroError) -> Value {
        guard case .object(let members) = json else { throw AvroError(.schema, "the default must be an object") }
        var entries: [Value.Entry] = []
        for member in members {
            entries.append(Value.Entry(member.name, try value(ofDefault: member.value, type: type, depth: depth + 1)))
        }
        return .map(entries)
    }
}

extension SchemaParser {
    /// Checks that every default is a value of its field's type.
    mutating func checkDefaults(of schema: Schema) throws(AvroError) {
        for node in schema.nodes {
            guard case .record(let record) = node.kind else { continue }
            for field in record.fields {
                guard let json = field.defaultValue else { continue }
                do throws(AvroError) {
                    _ = try schema.value(ofDefault: json, type: field.type)
                } catch {
                    try tolerate(error.description, path: "\(record.name.full).\(field.name)")
                }
            }
        }
    }
}

extension Bytes {
    /// The bytes whose values are the code points of `text`; nil where one is above 255.
    init?(latin1 text: String) {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        self.init(bytes)
    }

    /// Text whose code points are the values of the bytes.
    var latin1: String {
        var text = String.UnicodeScalarView()
        for byte in array { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }
}
