import Avro

/// The fields of a decoded record by their names, nulls left out and unions taken off.
struct NamedValues {
    var values: [String: Value] = [:]
    private var types: [String: Schema.NodeID] = [:]
    private let schema: Schema

    init(_ value: Value, _ schema: Schema, _ node: Schema.NodeID) {
        self.schema = schema
        guard case .record(let values) = value.unwrapped else { return }
        for (field, value) in zip(schema[Self.bare(schema, node)].fields, values) where value.unwrapped != .null {
            self.values[field.name] = value.unwrapped
            types[field.name] = Self.bare(schema, field.type)
        }
    }

    func record(_ name: String) -> NamedValues? {
        guard let value = values[name], let type = types[name], case .record = value else { return nil }
        return NamedValues(value, schema, type)
    }

    func records(_ name: String) -> [NamedValues]? {
        guard case .array(let items)? = values[name], let type = types[name], case .array(let item) = schema[type].kind
        else { return nil }
        return items.map { NamedValues($0, schema, item) }
    }

    /// The one type of a union that is not null.
    private static func bare(_ schema: Schema, _ node: Schema.NodeID) -> Schema.NodeID {
        guard case .union(let branches) = schema[node].kind else { return node }
        return branches.first { schema[$0].kind != .null } ?? node
    }
}
