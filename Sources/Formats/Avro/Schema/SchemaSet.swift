public import Bytes

extension Schema {
    /// Reads a schema that is spread over several texts which refer to each other's types by full name, as LSST and
    /// ZTF publish theirs.
    ///
    /// - Parameters:
    ///   - definitions: the texts, one record, enum or fixed each, in any order.
    ///   - root: the full name of the outermost type; nil takes the one that no other text refers to (where
    ///     there are several, the only one of them that itself refers to others).
    public init(
        definitions: [Bytes], root: String? = nil, _ strictness: Strictness = .strict
    ) throws(AvroError) {
        var parser = SchemaParser(strictness)
        var order: [String] = []
        for text in definitions {
            let json = try JSON(parsing: text)
            guard let short = json["name"]?.string else {
                throw AvroError(.schema, "a definition in a set must be a named type")
            }
            let name = Name(short, namespace: json["namespace"]?.string).full
            guard parser.pending.updateValue(json, forKey: name) == nil else {
                throw AvroError(.schema, "'\(name)' is defined by two texts")
            }
            order.append(name)
        }
        let chosen: String
        if let root { chosen = root } else { chosen = try Self.rootName(of: parser.pending, order: order) }
        guard let json = parser.pending.removeValue(forKey: chosen) else {
            throw AvroError(.schema, "none of the texts defines '\(chosen)'")
        }
        let id = try parser.type(json, namespace: nil)
        self = try parser.finish(root: id)
    }

    private static func rootName(of definitions: [String: JSON], order: [String]) throws(AvroError) -> String {
        var referrals: [String: Set<String>] = [:]
        for (name, json) in definitions {
            var names: Set<String> = []
            references(in: json, namespace: Name(full: name).namespace, except: name, into: &names)
            referrals[name] = names.intersection(definitions.keys)
        }
        let referred = referrals.values.reduce(into: Set()) { $0.formUnion($1) }
        let roots = order.filter { !referred.contains($0) }
        let referring = roots.filter { referrals[$0]?.isEmpty == false }
        guard let root = roots.count == 1 ? roots.first : referring.first, roots.count == 1 || referring.count == 1
        else {
            throw AvroError(.schema, "which type is outermost? Name one of: \(order.joined(separator: ", "))")
        }
        return root
    }

    private static func references(
        in json: JSON, namespace: String?, except own: String, into names: inout Set<String>
    ) {
        switch json {
        case .string(let text):
            let name = Name(text, namespace: namespace).full
            if name != own { names.insert(name) }
        case .array(let items):
            for item in items { references(in: item, namespace: namespace, except: own, into: &names) }
        case .object(let members):
            for member in members where ["type", "items", "values", "fields"].contains(member.name) {
                references(in: member.value, namespace: namespace, except: own, into: &names)
            }
        default: break
        }
    }
}
