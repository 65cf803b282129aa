public import Bytes

/// Reads datums of one schema as trees of values.
public struct DatumDecoder: Sendable {
    /// The schema that the datums were written with.
    public let schema: Schema
    private let layout: Layout
    private let limits: Limits

    /// `limits` (depth, values, emptyItems) hold for each datum anew. Complexity: O(types and fields).
    public init(schema: Schema, limits: Limits = Limits()) {
        self.schema = schema
        self.limits = limits
        layout = Layout(schema)
    }

    /// The value that `datum` holds, all of it. `bytes` and `fixed` values are views of its memory.
    public func decode(_ datum: Bytes) throws(AvroError) -> Value {
        var offset = 0
        let value = try decode(datum, from: &offset)
        guard offset == datum.count else {
            throw AvroError(.malformed, "\(datum.count - offset) bytes are left after the datum", offset: offset)
        }
        return value
    }

    /// The value that begins at `offset`, which moves past it.
    public func decode(_ bytes: Bytes, from offset: inout Int) throws(AvroError) -> Value {
        try decode(bytes, from: &offset, type: schema.root)
    }

    /// The value of the schema's type `type` that begins at `offset`, which moves past it.
    public func decode(_ bytes: Bytes, from offset: inout Int, type: Schema.NodeID) throws(AvroError) -> Value {
        guard offset >= 0, offset <= bytes.count else {
            throw AvroError(.truncated, "offset \(offset) is outside the \(bytes.count) bytes")
        }
        let start = offset
        let (value, end) = try bytes.withUnsafeBytes { (memory) throws(AvroError) -> (Value, Int) in
            var reader = ByteReader(memory)
            reader.p += start
            var walk = DatumWalk(source: bytes, reader: reader, schema: schema, layout: layout, limits: limits)
            let value = try walk.value(Int32(type))
            return (value, walk.reader.offset)
        }
        offset = end
        return value
    }
}

/// One reading of a datum.
struct DatumWalk {
    let source: Bytes
    var reader: ByteReader
    let schema: Schema
    let layout: Layout
    var depth: Int
    var values: Int
    var empties: Int

    init(source: Bytes, reader: ByteReader, schema: Schema, layout: Layout, limits: Limits) {
        self.source = source
        self.reader = reader
        self.schema = schema
        self.layout = layout
        depth = limits.depth
        values = limits.values
        empties = limits.emptyItems
    }

    mutating func value(_ id: Int32) throws(AvroError) -> Value {
        try spend(1)
        let element = layout.elements[Int(id)]
        switch element.kind {
        case .null: return .null
        case .boolean: return .boolean(try reader.boolean())
        case .int: return .int(try reader.int())
        case .long: return .long(try reader.long())
        case .float: return .float(Float(bitPattern: UInt32(littleEndian: try reader.load(UInt32.self))))
        case .double: return .double(Double(bitPattern: UInt64(littleEndian: try reader.load(UInt64.self))))
        case .bytes: return .bytes(try slice(try reader.length()))
        case .string: return .string(try reader.string())
        case .fixed: return .fixed(try slice(Int(element.count)))
        case .enumeration: return .enumeration(try index(element, "a symbol"))
        case .record, .array, .map, .union: return try nested(element, id)
        }
    }

    private mutating func slice(_ count: Int) throws(AvroError) -> Bytes {
        let start = reader.offset
        _ = try reader.take(count)
        return source.slice(start..<start + count)
    }

    private mutating func index(_ element: Layout.Element, _ what: String) throws(AvroError) -> Int {
        let start = reader
        let index = try reader.long()
        guard index >= 0, index < Int64(element.count) else {
            throw start.malformed("\(what) number \(index) of \(element.count)")
        }
        return Int(index)
    }

    private mutating func nested(_ element: Layout.Element, _ id: Int32) throws(AvroError) -> Value {
        try descend()
        defer { depth += 1 }
        switch element.kind {
        case .record: return try record(element, id)
        case .array: return .array(try array(element.first))
        case .map: return .map(try map(element.first))
        default: return try union(element)
        }
    }

    /// Counts values against the limit.
    @inline(__always)
    mutating func spend(_ count: Int) throws(AvroError) {
        values -= count
        guard values >= 0 else { throw AvroError(.limit, "more values than the limit allows", offset: reader.offset) }
    }

    /// Goes one level deeper; the caller adds the level again when it leaves.
    mutating func descend() throws(AvroError) {
        guard depth > 0 else { throw AvroError(.limit, "values nested too deep", offset: reader.offset) }
        depth -= 1
    }

    /// The number of the branch of the union `type` that follows.
    mutating func branch(_ type: Int32) throws(AvroError) -> Int {
        try index(layout.elements[Int(type)], "a union branch")
    }

    private mutating func union(_ element: Layout.Element) throws(AvroError) -> Value {
        let branch = try index(element, "a union branch")
        let type = layout.children[Int(element.first) + branch]
        if branch < Self.nulls.count, layout.elements[Int(type)].kind == .null {
            try spend(1)
            return Self.nulls[branch]
        }
        return .union(branch: branch, try value(type))
    }

    /// Null as the first or second branch, the commonest of all values, made once.
    private static let nulls: [Value] = [.union(branch: 0, .null), .union(branch: 1, .null)]

    private mutating func record(_ element: Layout.Element, _ id: Int32) throws(AvroError) -> Value {
        var fields: [Value] = []
        fields.reserveCapacity(min(Int(element.count), 1024))
        for index in 0..<Int(element.count) {
            do throws(AvroError) {
                fields.append(try value(layout.children[Int(element.first) + index]))
            } catch {
                throw error.inside(schema.nodes[Int(id)].fields[index].name)
            }
        }
        return .record(fields)
    }

    private mutating func array(_ item: Int32) throws(AvroError) -> [Value] {
        let size = Int(layout.elements[Int(item)].minimumSize)
        var items: [Value] = []
        while true {
            let block = try reader.block(minimumSize: size, empties: &empties)
            if block.count == 0 { return items }
            guard block.count <= values else {
                throw AvroError(.limit, "more values than the limit allows", offset: reader.offset)
            }
            if items.isEmpty { items.reserveCapacity(block.count) }
            for _ in 0..<block.count {
                do throws(AvroError) { items.append(try value(item)) } catch { throw error.inside("[\(items.count)]") }
            }
            try reader.close(block)
        }
    }

    private mutating func map(_ type: Int32) throws(AvroError) -> [Value.Entry] {
        let size = 1 + Int(layout.elements[Int(type)].minimumSize)
        var entries: [Value.Entry] = []
        while true {
            let block = try reader.block(minimumSize: size, empties: &empties)
            if block.count == 0 { return entries }
            for _ in 0..<block.count {
                let key = try reader.string()
                do throws(AvroError) {
                    entries.append(Value.Entry(key, try value(type)))
                } catch {
                    throw error.inside("[\"\(key)\"]")
                }
            }
            try reader.close(block)
        }
    }
}
