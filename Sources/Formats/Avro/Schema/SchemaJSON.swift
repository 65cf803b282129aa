extension Schema {
    /// The whole schema as JSON, with documentation, defaults, aliases and further properties; each named type is
    /// written where it first occurs.
    public var json: JSON {
        var writer = SchemaWriter(schema: self)
        return writer.json(root, namespace: "")
    }
}

private struct SchemaWriter {
    let schema: Schema
    private var seen: Set<Int> = []

    init(schema: Schema) { self.schema = schema }

    mutating func json(_ id: Int, namespace: String) -> JSON {
        let node = schema.nodes[id]
        if let name = node.name, !seen.insert(id).inserted { return .string(reference(name, namespace)) }
        switch node.kind {
        case .record(let record): return json(record, node, namespace)
        case .enumeration(let enumeration): return json(enumeration, node, namespace)
        case .fixed(let fixed):
            return object(
                "fixed", fixed.name, fixed.aliases, fixed.doc, namespace, [.init("size", .integer(Int64(fixed.size)))],
                node)
        case .array(let items): return collection("array", "items", items, node, namespace)
        case .map(let values): return collection("map", "values", values, node, namespace)
        case .union(let branches): return .array(branches.map { json($0, namespace: namespace) })
        default:
            let name = JSON.string(schema.typeName(id))
            return node.properties.isEmpty ? name : .object([.init("type", name)] + node.properties)
        }
    }

    /// A name without namespace inside one is marked by a leading dot.
    private func reference(_ name: Name, _ namespace: String) -> String {
        name.namespace == nil && !namespace.isEmpty ? "." + name.full : name.full
    }

    private mutating func collection(
        _ type: String, _ attribute: String, _ inner: Int, _ node: Schema.Node, _ namespace: String
    ) -> JSON {
        let inner = json(inner, namespace: namespace)
        return .object([.init("type", .string(type)), .init(attribute, inner)] + node.properties)
    }

    private func object(
        _ type: String, _ name: Name, _ aliases: [Name], _ doc: String?, _ namespace: String,
        _ contents: [JSON.Member], _ node: Schema.Node
    ) -> JSON {
        var members = [JSON.Member("type", .string(type)), JSON.Member("name", .string(name.short))]
        let own = name.namespace ?? ""
        if own != namespace { members.append(.init("namespace", .string(own))) }
        if let doc { members.append(.init("doc", .string(doc))) }
        if !aliases.isEmpty {
            members.append(.init("aliases", .array(aliases.map { .string(reference($0, own)) })))
        }
        return .object(members + contents + node.properties)
    }

    private mutating func json(_ record: Schema.Record, _ node: Schema.Node, _ namespace: String) -> JSON {
        let own = record.name.namespace ?? ""
        let fields = record.fields.map { json($0, namespace: own) }
        return object(
            record.isError ? "error" : "record", record.name, record.aliases, record.doc, namespace,
            [.init("fields", .array(fields))], node)
    }

    private mutating func json(_ field: Schema.Field, namespace: String) -> JSON {
        var members = [JSON.Member("name", .string(field.name))]
        members.append(.init("type", json(field.type, namespace: namespace)))
        if let doc = field.doc { members.append(.init("doc", .string(doc))) }
        if let value = field.defaultValue { members.append(.init("default", value)) }
        if field.order != .ascending { members.append(.init("order", .string(field.order.rawValue))) }
        if !field.aliases.isEmpty { members.append(.init("aliases", .array(field.aliases.map(JSON.string)))) }
        return .object(members + field.properties)
    }

    private func json(_ enumeration: Schema.Enumeration, _ node: Schema.Node, _ namespace: String) -> JSON {
        var contents = [JSON.Member("symbols", .array(enumeration.symbols.map(JSON.string)))]
        if let symbol = enumeration.defaultSymbol { contents.append(.init("default", .string(symbol))) }
        return object(
            "enum", enumeration.name, enumeration.aliases, enumeration.doc, namespace, contents, node)
    }
}
