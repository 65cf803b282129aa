extension Schema {
    /// The Parsing Canonical Form: the schema without what does not matter for reading data, in one fixed spelling.
    public var canonicalForm: String {
        var writer = CanonicalWriter(schema: self)
        writer.append(root)
        return writer.text
    }
}

private struct CanonicalWriter {
    let schema: Schema
    var text = ""
    private var seen: Set<Int> = []

    init(schema: Schema) { self.schema = schema }

    mutating func append(_ id: Int) {
        let node = schema.nodes[id]
        if let name = node.name, !seen.insert(id).inserted { return quote(name.full) }
        switch node.kind {
        case .record(let record): append(record)
        case .enumeration(let enumeration): append(enumeration)
        case .fixed(let fixed):
            begin(fixed.name, "fixed")
            text += ",\"size\":\(fixed.size)}"
        case .array(let items): wrap("{\"type\":\"array\",\"items\":", items)
        case .map(let values): wrap("{\"type\":\"map\",\"values\":", values)
        case .union(let branches): list(branches) { writer, branch in writer.append(branch) }
        default: quote(schema.typeName(id))
        }
    }

    private mutating func wrap(_ prefix: String, _ id: Int) {
        text += prefix
        append(id)
        text += "}"
    }

    private mutating func begin(_ name: Name, _ type: String) {
        text += "{\"name\":"
        quote(name.full)
        text += ",\"type\":\"\(type)\""
    }

    private mutating func append(_ record: Schema.Record) {
        begin(record.name, record.isError ? "error" : "record")
        text += ",\"fields\":"
        list(record.fields) { writer, field in
            writer.text += "{\"name\":"
            writer.quote(field.name)
            writer.wrap(",\"type\":", field.type)
        }
        text += "}"
    }

    private mutating func append(_ enumeration: Schema.Enumeration) {
        begin(enumeration.name, "enum")
        text += ",\"symbols\":"
        list(enumeration.symbols) { writer, symbol in writer.quote(symbol) }
        text += "}"
    }

    private mutating func list<Element>(_ elements: [Element], _ body: (inout CanonicalWriter, Element) -> Void) {
        text += "["
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            body(&self, element)
        }
        text += "]"
    }

    private mutating func quote(_ string: String) { JSONText.append(string, to: &text) }
}
