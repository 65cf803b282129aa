package import Avro

/// Compares JSON with the part of JSON Schema that our OpenAPI documents use.
package struct SchemaChecker {
    /// The OpenAPI document as it is served.
    package let document: JSON

    package init(document: JSON) { self.document = document }

    /// What is wrong with `value`, each with its place in it.
    package func faults(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
        if let reference = schema["$ref"]?.string {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let named = document["components"]?["schemas"]?[name] else { return ["\(place): no schema \(name)"] }
            return faults(value, named, at: place)
        }
        if case .array(let choices) = schema["anyOf"] {
            return choices.contains { faults(value, $0, at: place).isEmpty } ? [] : ["\(place): none of the choices"]
        }
        guard types(schema).contains(where: { Self.matches(value, $0) }) else {
            return ["\(place): \(value.text().prefix(40)) is not \(types(schema))"]
        }
        switch value {
        case .array(let items):
            return items.enumerated().flatMap { faults($1, schema["items"] ?? .null, at: "\(place)[\($0)]") }
        case .object(let members): return faults(members, schema, at: place)
        default: return []
        }
    }

    private func faults(_ members: [JSON.Member], _ schema: JSON, at place: String) -> [String] {
        guard case .object(let properties) = schema["properties"] else { return [] }
        let names = Set(members.map(\.name))
        var faults = strings(schema["required"]).filter { !names.contains($0) }.map { "\(place): no \($0)" }
        for member in members {
            if let property = properties.first(where: { $0.name == member.name })?.value {
                faults += self.faults(member.value, property, at: "\(place).\(member.name)")
            } else {
                faults.append("\(place): \(member.name) is not in the schema")
            }
        }
        return faults
    }

    private func types(_ schema: JSON) -> [String] {
        schema["type"]?.string.map { [$0] } ?? strings(schema["type"])
    }

    private func strings(_ list: JSON?) -> [String] {
        if case .array(let items) = list { items.compactMap(\.string) } else { [] }
    }

    private static func matches(_ value: JSON, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
