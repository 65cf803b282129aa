package import Avro

/// The schemas in the words of JSON Schema 2020-12.
extension OpenAPI {
    package static func schema(_ schema: Schema) -> JSON {
        .object([
            .init("type", .string("object")), .init("description", .string(schema.description)),
            .init("required", .array(schema.fields.filter(\.isRequired).map { .string($0.name) })),
            .init("properties", .object(schema.fields.map { .init($0.name, property($0)) })),
            .init("additionalProperties", .boolean(false)),
        ])
    }

    private static func property(_ field: Field) -> JSON {
        guard case .object(let members) = shape(field.shape) else { return .null }
        return .object(members + [.init("description", .string(field.description))])
    }

    package static func shape(_ shape: Shape) -> JSON {
        switch shape {
        case .named(let name): .object([.init("$ref", .string("#/components/schemas/\(name)"))])
        case .list(let item): .object([.init("type", .string("array")), .init("items", self.shape(item))])
        case .optional(.named(let name)):
            .object([.init("anyOf", .array([self.shape(.named(name)), .object([.init("type", .string("null"))])]))])
        case .optional(let other): .object([.init("type", .array([.string(type(other)), .string("null")]))])
        default: .object([.init("type", .string(type(shape)))] + format(shape))
        }
    }

    private static func format(_ shape: Shape) -> [JSON.Member] {
        if case .integer = shape { [.init("format", .string("int64"))] } else { [] }
    }

    private static func type(_ shape: Shape) -> String {
        switch shape {
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .list: "array"
        case .optional, .named, .anyObject: "object"
        }
    }
}
