internal import Avro
internal import Bytes

/// Record schemas in a compact form: words of which one that ends in a colon is a type, and the others are the names of
/// fields of that type.
///
/// `T?` is a union of null and T with the default null, `T?!` the same without a default, `[T]` an array, `timestamp` a
/// long that counts microseconds.
enum SchemaTable {
    /// The schema of the records of one version; the first is the outermost.
    static func schema(
        _ records: [(name: String, fields: String)], namespace: String, attributes: String = ""
    ) throws(AvroError) -> Schema {
        let names = Dictionary(
            records.map { ($0.name.split(separator: ".").last.map(String.init) ?? $0.name, $0.name) }
        ) {
            first, _ in first
        }
        let texts = records.map { record in
            let name = record.name.contains(".") ? record.name : "\(namespace).\(record.name)"
            let fields = fields(record.fields).map { field($0.name, type: $0.type, namespace, names) }
            return Bytes(
                utf8: #"{"type":"record","name":"\#(name)"\#(attributes),"fields":[\#(fields.joined(separator: ","))]}"#
            )
        }
        let root = records[0].name.contains(".") ? records[0].name : "\(namespace).\(records[0].name)"
        return try Schema(definitions: texts, root: root)
    }

    /// The fields of a record's text, in order.
    static func fields(_ text: String) -> [(name: String, type: String)] {
        var type = ""
        var fields: [(String, String)] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if word.hasSuffix(":") { type = String(word.dropLast()) } else { fields.append((String(word), type)) }
        }
        return fields
    }

    /// A record's text with further fields, each after one that is there.
    static func inserting(_ added: [(type: String, name: String, after: String)], into text: String) -> String {
        var all = fields(text)
        for field in added {
            let index = all.firstIndex { $0.name == field.after }.map { $0 + 1 } ?? all.count
            all.insert((field.name, field.type), at: index)
        }
        return all.map { "\($0.type): \($0.name)" }.joined(separator: " ")
    }

    private static func field(
        _ name: String, type: String, _ namespace: String, _ names: [String: String]
    ) -> String {
        var inner = type[...]
        let hasDefault = inner.hasSuffix("?")
        if inner.hasSuffix("!") { inner.removeLast() }
        let isNullable = inner.hasSuffix("?")
        if isNullable { inner.removeLast() }
        let written = json(inner, namespace, names)
        let union = isNullable ? #"["null",\#(written)]"# : written
        return #"{"name":"\#(name)","type":\#(union)\#(hasDefault ? #","default":null"# : "")}"#
    }

    private static func json(_ type: Substring, _ namespace: String, _ names: [String: String]) -> String {
        if type.hasPrefix("[") {
            return #"{"type":"array","items":\#(json(type.dropFirst().dropLast(), namespace, names))}"#
        }
        if type == "timestamp" { return #"{"type":"long","logicalType":"timestamp-micros"}"# }
        let isPrimitive = ["boolean", "int", "long", "float", "double", "bytes", "string"].contains(type)
        return isPrimitive || type.contains(".") ? #""\#(type)""# : #""\#(namespace).\#(type)""#
    }
}
