extension What: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(children: ["Param", "Group", "Table", "Description", "Reference"])
        self.init(
            parameters: try known.parameters(),
            groups: try known.all("Group", Group.init),
            tables: try known.all("Table", Table.init),
            descriptions: try known.texts("Description"), references: try known.references())
    }

    func element() throws(VOEventError) -> XMLElement {
        let names = groups.compactMap(\.name).sorted()
        if let twice = zip(names, names.dropFirst()).first(where: { $0 == $1 }) {
            throw VOEventError("What: two groups are named \(twice.0.quoted); rows of one kind belong in a table.")
        }
        let parts =
            try XMLElement.notes(descriptions, references)
            + (try parameters.elements())
        return XMLElement("What", parts + (try groups.elements()) + (try tables.elements()))
    }
}

extension What.Group: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["name", "type"], children: ["Param", "Description", "Reference"])
        self.init(
            name: known.attribute("name"), type: known.attribute("type"), parameters: try known.parameters(),
            descriptions: try known.texts("Description"), references: try known.references())
    }

    func element() throws(VOEventError) -> XMLElement {
        let parts = try XMLElement.notes(descriptions, references)
        return XMLElement("Group", parts + (try parameters.elements())).with("name", name).with("type", type)
    }
}

extension Parameter: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["name", "ucd", "value", "unit", "dataType", "utype"],
            children: ["Description", "Reference", "Value"])
        name = known.attribute("name")
        value = known.attribute("value")
        dataType = try known.word("dataType", of: What.DataType.self) ?? .string
        unit = known.attribute("unit")
        ucd = known.attribute("ucd")
        utype = known.attribute("utype")
        descriptions = try known.texts("Description")
        references = try known.references()
        longValue = try known.childText("Value")
    }

    func element() throws(VOEventError) -> XMLElement {
        let parts =
            try XMLElement.notes(descriptions, references)
            + XMLElement.texts("Value", longValue.map { [$0] } ?? [])
        return XMLElement("Param", parts).with("name", name).with("value", value).with("unit", unit)
            .with("ucd", ucd).with("dataType", dataType == .string ? nil : dataType.rawValue).with("utype", utype)
    }
}

extension XMLElement {
    func parameters() throws(VOEventError) -> [Parameter] {
        try all("Param", Parameter.init)
    }
}
