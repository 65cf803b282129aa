public import Bytes

/// Writes trees of values as datums of one schema.
public struct DatumEncoder: Sendable {
    public let schema: Schema
    private let layout: Layout

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

    func encode(_ value: borrowing Value, _ id: Int32, depth: Int) throws(AvroError) {
        let element = elements[Int(id)]
        switch (element.kind, copy value) {
        case (.null, .null): break
        case (.boolean, .boolean(let value)): writer.append(value ? 1 : 0)
        case (.int, .int(let value)): writer.appendLong(Int64(value))
        case (.long, .long(let value)): writer.appendLong(value)
        case (.float, .float(let value)): writer.appendFixed(value.bitPattern)
        case (.double, .double(let value)): writer.appendFixed(value.bitPattern)
        case (.bytes, .bytes(let value)): writer.appendBlob(value)
        case (.string, .string(let value)): writer.appendString(value)
        case (.fixed, .fixed(let value)) where value.count == Int(element.count): writer.append(value)
        case (.enumeration, .enumeration(let index)) where index >= 0 && index < Int(element.count):
            writer.appendLong(Int64(index))
        default: try nested(value, element, id, depth)
        }
    }

    private func nested(
        _ value: borrowing Value, _ element: Layout.Element, _ id: Int32, _ depth: Int
    ) throws(AvroError) {
        guard depth < 256 else { throw AvroError(.limit, "values nested deeper than 256") }
        switch (element.kind, copy value) {
        case (.union, .union(let branch, let value)) where branch >= 0 && branch < Int(element.count):
            writer.appendLong(Int64(branch))
            try encode(value, children[Int(element.first) + branch], depth: depth + 1)
        case (.record, .record(let fields)) where fields.count == Int(element.count):
            try record(fields, element, id, depth)
        case (.array, .array(let items)):
            if !items.isEmpty { writer.appendLong(Int64(items.count)) }
            for index in items.indices { try encode(items[index], element.first, depth: depth + 1) }
            writer.append(0)
        case (.map, .map(let entries)):
            if !entries.isEmpty { writer.appendLong(Int64(entries.count)) }
            for entry in entries {
                writer.appendString(entry.key)
                try encode(entry.value, element.first, depth: depth + 1)
            }
            writer.append(0)
        default:
            throw AvroError(.value, "a value of kind \(value.kind) does not fit the type \(schema.typeName(Int(id)))")
        }
    }

    private func record(
        _ fields: [Value], _ element: Layout.Element, _ id: Int32, _ depth: Int
    ) throws(AvroError) {
        for index in 0..<fields.count {
            do throws(AvroError) {
                try encode(fields[index], children[Int(element.first) + index], depth: depth + 1)
            } catch {
                throw error.inside(schema.nodes[Int(id)].fields[index].name)
            }
        }
    }
}
