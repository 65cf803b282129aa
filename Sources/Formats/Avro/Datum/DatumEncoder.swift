public import Bytes

/// Writes trees of values as datums of one schema.
public struct DatumEncoder: Sendable {
    /// The schema that datums are written with.
    public let schema: Schema
    private let layout: Layout

    /// Complexity: O(types and fields).
    public init(schema: Schema) {
        self.schema = schema
        layout = Layout(schema)
    }

    /// The encoding of `value`.
    ///
    /// - Throws: `AvroError` naming the field whose value is not of its type.
    public func encode(_ value: Value) throws(AvroError) -> Bytes {
        let writer = ByteWriter()
        try encode(value, into: writer)
        return writer.bytes
    }

    /// Appends the encoding of `value` to `writer`; after an error the writer holds what it held before.
    public func encode(_ value: Value, into writer: ByteWriter) throws(AvroError) {
        let start = writer.count
        do throws(AvroError) {
            try layout.elements.withUnsafeBufferPointer { (elements) throws(AvroError) in
                try layout.children.withUnsafeBufferPointer { (children) throws(AvroError) in
                    let walk = EncodingWalk(elements: elements, children: children, writer: writer, schema: schema)
                    try walk.encode(value, layout.root, depth: 0)
                }
            }
        } catch {
            writer.count = start
            throw error
        }
    }
}

/// One writing of a datum.
private struct EncodingWalk {
    let elements: UnsafeBufferPointer<Layout.Element>
    let children: UnsafeBufferPointer<Int32>
    let writer: ByteWriter
    let schema: Schema

    /// Switches on the value alone, so that its payload is looked at in place and not retained.
    func encode(_ value: Value, _ id: Int32, depth: Int) throws(AvroError) {
        let element = elements[Int(id)]
        let kind = element.kind
        switch value {
        case .null: if kind == .null { return }
        case .boolean(let value): if kind == .boolean { return writer.append(value ? 1 : 0) }
        case .int(let value): if kind == .int { return writer.appendLong(Int64(value)) }
        case .long(let value): if kind == .long { return writer.appendLong(value) }
        case .float(let value): if kind == .float { return writer.appendFixed(value.bitPattern) }
        case .double(let value): if kind == .double { return writer.appendFixed(value.bitPattern) }
        case .bytes(let value): if kind == .bytes { return writer.appendBlob(value) }
        case .string(let value): if kind == .string { return writer.appendString(value) }
        case .fixed(let value): if kind == .fixed, value.count == Int(element.count) { return writer.append(value) }
        case .enumeration(let index):
            if kind == .enumeration, index >= 0, index < Int(element.count) { return writer.appendLong(Int64(index)) }
        case .union(let branch, let inner):
            if kind == .union, branch >= 0, branch < Int(element.count) {
                guard depth < 256 else { throw Self.tooDeep }
                writer.appendLong(Int64(branch))
                return try encode(inner, children[Int(element.first) + branch], depth: depth + 1)
            }
        case .record(let fields):
            if kind == .record, fields.count == Int(element.count) { return try record(fields, element, id, depth) }
        case .array(let items): if kind == .array { return try array(items, element.first, depth) }
        case .map(let entries): if kind == .map { return try map(entries, element.first, depth) }
        }
        throw AvroError(.value, "a value of kind \(value.kind) does not fit the type \(schema.typeName(Int(id)))")
    }

    private static var tooDeep: AvroError { AvroError(.limit, "values nested deeper than 256") }

    private func array(_ items: [Value], _ type: Int32, _ depth: Int) throws(AvroError) {
        guard depth < 256 else { throw Self.tooDeep }
        if !items.isEmpty { writer.appendLong(Int64(items.count)) }
        for index in items.indices { try encode(items[index], type, depth: depth + 1) }
        writer.append(0)
    }

    private func map(_ entries: [Value.Entry], _ type: Int32, _ depth: Int) throws(AvroError) {
        guard depth < 256 else { throw Self.tooDeep }
        if !entries.isEmpty { writer.appendLong(Int64(entries.count)) }
        for entry in entries {
            writer.appendString(entry.key)
            try encode(entry.value, type, depth: depth + 1)
        }
        writer.append(0)
    }

    private func record(
        _ fields: [Value], _ element: Layout.Element, _ id: Int32, _ depth: Int
    ) throws(AvroError) {
        guard depth < 256 else { throw Self.tooDeep }
        for index in fields.indices {
            do throws(AvroError) {
                try encode(fields[index], children[Int(element.first) + index], depth: depth + 1)
            } catch {
                throw error.inside(schema.nodes[Int(id)].fields[index].name)
            }
        }
    }
}
