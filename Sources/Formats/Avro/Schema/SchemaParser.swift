public import Bytes

extension Schema {
    /// Reads a schema from its JSON text.
    ///
    /// - Throws: `AvroError` naming the byte (JSON) or the place in the schema, such as `fields.ra.type`.
    public init(
        json: Bytes, _ strictness: Strictness = .strict, limits: Limits = Limits()
    ) throws(AvroError) {
        guard json.count <= limits.schemaBytes else {
            throw AvroError(.limit, "a schema of \(json.count) bytes is larger than the limit \(limits.schemaBytes)")
        }
        try self.init(try JSON(parsing: json), strictness)
    }

    /// Reads a schema from its JSON text.
    public init(json: String, _ strictness: Strictness = .strict) throws(AvroError) {
        try self.init(json: Bytes(utf8: json), strictness)
    }

    /// Reads a schema from JSON.
    public init(_ json: JSON, _ strictness: Strictness = .strict) throws(AvroError) {
        var parser = SchemaParser(strictness)
        let root = try parser.type(json, namespace: nil)
        self = try parser.finish(root: root)
    }
}

/// Turns JSON into nodes. Named types are entered before their contents are read, so that these may refer to them.
struct SchemaParser {
    let strictness: Schema.Strictness
    var nodes: [Schema.Node]
    var names: [String: Schema.NodeID] = [:]
    var warnings: [String] = []
    /// Definitions in other files, by full name, that are read when a reference first asks for them.
    var pending: [String: JSON] = [:]
    private var depth = 0

    init(_ strictness: Schema.Strictness) {
        self.strictness = strictness
        nodes = Schema.primitives.map { Schema.Node($0.kind) }
    }

    mutating func finish(root: Schema.NodeID) throws(AvroError) -> Schema {
        var schema = Schema(nodes: nodes, root: root, warnings: warnings)
        try schema.checkInhabited()
        try checkDefaults(of: schema)
        schema.warnings = warnings
        return schema
    }

    /// A fault that the lenient reading lets pass with a warning.
    mutating func tolerate(_ message: String, path: String = "") throws(AvroError) {
        guard strictness == .lenient else { throw AvroError(.schema, message, path: path) }
        if warnings.count < 100 { warnings.append(path.isEmpty ? message : "\(message) (\(path))") }
    }

    mutating func type(_ json: JSON, namespace: String?) throws(AvroError) -> Schema.NodeID {
        guard depth < 100 else { throw AvroError(.limit, "types nested deeper than 100") }
        depth += 1
        defer { depth -= 1 }
        switch json {
        case .string(let name): return try reference(name, namespace: namespace)
        case .array(let branches): return try union(branches, namespace: namespace)
        case .object: return try complex(json, namespace: namespace)
        default: throw AvroError(.schema, "a type must be a name, an object or an array, not \(json.kind)")
        }
    }

    private mutating func reference(_ text: String, namespace: String?) throws(AvroError) -> Schema.NodeID {
        if let primitive = Schema.primitiveIDs[text] { return primitive }
        let name = Name(text, namespace: namespace)
        if let id = names[name.full] { return id }
        if let definition = pending.removeValue(forKey: name.full) { return try type(definition, namespace: nil) }
        if strictness == .lenient, let id = names[text] {
            try tolerate("'\(text)' is taken from outside the namespace '\(namespace ?? "")'")
            return id
        }
        throw AvroError(.schema, "the type '\(name.full)' is not defined here or before")
    }

    private mutating func complex(_ json: JSON, namespace: String?) throws(AvroError) -> Schema.NodeID {
        guard let type = json["type"] else { throw AvroError(.schema, "an object without 'type' is no type") }
        guard let word = type.string else {
            // {"type": {...}}: an extra level that some writers add.
            return try self.type(type, namespace: namespace)
        }
        switch word {
        case "record", "error": return try record(json, namespace: namespace, isError: word == "error")
        case "enum": return try enumeration(json, namespace: namespace)
        case "fixed": return try fixed(json, namespace: namespace)
        case "array":
            return try collection(json, of: "items", namespace: namespace) { .array(items: $0) }
        case "map":
            return try collection(json, of: "values", namespace: namespace) { .map(values: $0) }
        default: return try annotated(word, json, namespace: namespace)
        }
    }

    /// `{"type": "long", "logicalType": ...}`: a primitive, or a name with attributes that change nothing.
    private mutating func annotated(
        _ word: String, _ json: JSON, namespace: String?
    ) throws(AvroError) -> Schema.NodeID {
        guard let primitive = Schema.primitiveIDs[word] else { return try reference(word, namespace: namespace) }
        let kind = nodes[primitive].kind
        let logicalType = LogicalType(attributes: json, kind: kind)
        let properties = Self.properties(of: json, except: ["type"], logicalType)
        guard logicalType != nil || !properties.isEmpty else { return primitive }
        return append(Schema.Node(kind, logicalType: logicalType, properties: properties))
    }

    private mutating func collection(
        _ json: JSON, of attribute: String, namespace: String?, _ kind: (Schema.NodeID) -> Schema.Kind
    ) throws(AvroError) -> Schema.NodeID {
        guard let inner = json[attribute] else {
            throw AvroError(.schema, "'\(attribute)' is missing", path: attribute)
        }
        let id = try at(attribute) { (parser) throws(AvroError) in try parser.type(inner, namespace: namespace) }
        let properties = Self.properties(of: json, except: ["type", attribute], nil)
        return append(Schema.Node(kind(id), properties: properties))
    }

    /// Runs `body` and names `path` in its errors.
    mutating func at<Result>(
        _ path: String, _ body: (inout SchemaParser) throws(AvroError) -> Result
    ) throws(AvroError) -> Result {
        do throws(AvroError) { return try body(&self) } catch { throw error.inside(path) }
    }

    mutating func append(_ node: Schema.Node) -> Schema.NodeID {
        nodes.append(node)
        return nodes.count - 1
    }

    /// The members of `json` that the specification gives no meaning here.
    static func properties(of json: JSON, except known: Set<String>, _ logicalType: LogicalType?) -> [JSON.Member] {
        guard case .object(let members) = json else { return [] }
        return members.filter { !known.contains($0.name) }
    }
}
