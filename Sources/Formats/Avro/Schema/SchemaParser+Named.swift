extension SchemaParser {
    private mutating func name(of json: JSON, namespace: String?) throws(AvroError) -> Name {
        guard let text = json["name"]?.string else {
            throw AvroError(.schema, "a record, enum or fixed without a 'name'")
        }
        let name = Name(text, namespace: json["namespace"]?.string ?? namespace)
        if !name.isValid { try tolerate("'\(name.full)' is not a valid name") }
        if Schema.primitiveIDs[name.full] != nil {
            throw AvroError(.schema, "'\(name.full)' is the name of a primitive type")
        }
        if names[name.full] != nil { try tolerate("the name '\(name.full)' is defined twice") }
        return name
    }

    private mutating func aliases(of json: JSON, in name: Name) throws(AvroError) -> [Name] {
        try strings(json, "aliases").map { Name($0, namespace: name.namespace) }
    }

    private mutating func strings(_ json: JSON, _ attribute: String) throws(AvroError) -> [String] {
        guard let value = json[attribute] else { return [] }
        if case .array(let items) = value {
            let texts = items.compactMap(\.string)
            if texts.count == items.count { return texts }
        }
        try tolerate("'\(attribute)' must be an array of strings")
        return []
    }

    mutating func record(_ json: JSON, namespace: String?, isError: Bool) throws(AvroError) -> Schema.NodeID {
        let name = try name(of: json, namespace: namespace)
        var record = Schema.Record(name: name)
        record.aliases = try aliases(of: json, in: name)
        record.doc = json["doc"]?.string
        record.isError = isError
        let properties = Self.properties(of: json, except: Self.recordAttributes, nil)
        let id = append(Schema.Node(.record(record), properties: properties))
        names[name.full] = id
        guard case .array(let fields)? = json["fields"] else {
            throw AvroError(.schema, "the record '\(name.full)' has no array 'fields'")
        }
        record.fields = try self.fields(fields, of: name)
        nodes[id].kind = .record(record)
        return id
    }

    private mutating func fields(_ list: [JSON], of name: Name) throws(AvroError) -> [Schema.Field] {
        var fields: [Schema.Field] = []
        var seen: Set<String> = []
        for (index, json) in list.enumerated() {
            guard let fieldName = json["name"]?.string else {
                throw AvroError(.schema, "a field without a 'name'", path: "\(name.full).fields[\(index)]")
            }
            let field = try at("\(name.full).\(fieldName)") { (parser) throws(AvroError) in
                try parser.field(json, fieldName, namespace: name.namespace)
            }
            if !seen.insert(fieldName).inserted {
                try tolerate("the record '\(name.full)' has the field '\(fieldName)' twice")
            }
            fields.append(field)
        }
        return fields
    }

    private mutating func field(_ json: JSON, _ name: String, namespace: String?) throws(AvroError) -> Schema.Field {
        if !Name.isValidPart(name) { try tolerate("'\(name)' is not a valid name") }
        guard let type = json["type"] else { throw AvroError(.schema, "the field has no 'type'") }
        var field = Schema.Field(name: name, type: try self.type(type, namespace: namespace))
        field.aliases = try strings(json, "aliases")
        field.doc = json["doc"]?.string
        field.defaultValue = json["default"]
        if let order = json["order"] {
            if let known = order.string.flatMap(Schema.Order.init(rawValue:)) {
                field.order = known
            } else {
                try tolerate("'order' must be ascending, descending or ignore")
            }
        }
        field.properties = Self.properties(of: json, except: Self.fieldAttributes, nil)
        return field
    }

    mutating func enumeration(_ json: JSON, namespace: String?) throws(AvroError) -> Schema.NodeID {
        let name = try name(of: json, namespace: namespace)
        guard case .array? = json["symbols"] else {
            throw AvroError(.schema, "the enum '\(name.full)' has no array 'symbols'")
        }
        var enumeration = Schema.Enumeration(name: name, symbols: try strings(json, "symbols"))
        if Set(enumeration.symbols).count != enumeration.symbols.count {
            throw AvroError(.schema, "the enum '\(name.full)' has a symbol twice")
        }
        for symbol in enumeration.symbols where !Name.isValidPart(symbol) {
            try tolerate("the symbol '\(symbol)' of '\(name.full)' is not a valid name")
        }
        enumeration.aliases = try aliases(of: json, in: name)
        enumeration.doc = json["doc"]?.string
        enumeration.defaultSymbol = try defaultSymbol(of: json, enumeration)
        let properties = Self.properties(of: json, except: Self.enumAttributes, nil)
        let id = append(Schema.Node(.enumeration(enumeration), properties: properties))
        names[name.full] = id
        return id
    }

    private mutating func defaultSymbol(
        of json: JSON, _ enumeration: Schema.Enumeration
    ) throws(AvroError) -> String? {
        guard let value = json["default"] else { return nil }
        if let symbol = value.string, enumeration.symbols.contains(symbol) { return symbol }
        try tolerate("the default of '\(enumeration.name.full)' is not one of its symbols")
        return nil
    }

    mutating func fixed(_ json: JSON, namespace: String?) throws(AvroError) -> Schema.NodeID {
        let name = try name(of: json, namespace: namespace)
        guard case .integer(let size)? = json["size"], size >= 0, size <= Int64(Int32.max) else {
            throw AvroError(.schema, "the fixed '\(name.full)' has no 'size' of 0 or more")
        }
        var fixed = Schema.Fixed(name: name, size: Int(size))
        fixed.aliases = try aliases(of: json, in: name)
        fixed.doc = json["doc"]?.string
        let logicalType = LogicalType(attributes: json, kind: .fixed(fixed))
        let properties = Self.properties(of: json, except: Self.fixedAttributes, nil)
        let id = append(Schema.Node(.fixed(fixed), logicalType: logicalType, properties: properties))
        names[name.full] = id
        return id
    }

    private static let named: Set<String> = ["type", "name", "namespace", "aliases", "doc"]
    private static let recordAttributes = named.union(["fields"])
    private static let enumAttributes = named.union(["symbols", "default"])
    private static let fixedAttributes = named.union(["size"])
    private static let fieldAttributes: Set<String> = ["name", "type", "aliases", "doc", "default", "order"]
}
