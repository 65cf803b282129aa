extension What.Table: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["name", "type"], children: ["Description", "Reference", "Param", "Field", "Data"])
        self.init(
            name: known.attribute("name"), type: known.attribute("type"),
            fields: try known.all("Field", What.Field.init),
            rows: try known.requiredChild("Data").rows())
        parameters = try known.parameters()
        descriptions = try known.texts("Description")
        references = try known.references()
    }

    /// - Throws: `VOEventError` where a table has no row, or a row has not a word for each field.
    func element() throws(VOEventError) -> XMLElement {
        guard !rows.isEmpty, rows.allSatisfy({ !$0.isEmpty && $0.count == fields.count }) else {
            throw VOEventError(
                "Table \(name ?? ""): there must be rows, each with a word for each of the \(fields.count) fields.")
        }
        let data = XMLElement("Data", rows.map { XMLElement("TR", XMLElement.texts("TD", $0)) })
        let parts =
            try XMLElement.notes(descriptions, references)
            + (try parameters.elements()) + (try fields.elements())
        return XMLElement("Table", parts + [data]).with("name", name).with("type", type)
    }
}

extension What.Field: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["name", "ucd", "unit", "dataType", "utype"], children: ["Description", "Reference"])
        self.init(
            known.attribute("name"), dataType: try known.word("dataType", of: What.DataType.self) ?? .string,
            unit: known.attribute("unit"), ucd: known.attribute("ucd"))
        utype = known.attribute("utype")
        descriptions = try known.texts("Description")
        references = try known.references()
    }

    func element() throws(VOEventError) -> XMLElement {
        XMLElement("Field", try XMLElement.notes(descriptions, references))
            .with("name", name).with("ucd", ucd).with("unit", unit)
            .with("dataType", dataType == .string ? nil : dataType.rawValue).with("utype", utype)
    }
}

extension XMLElement {
    fileprivate func rows() throws(VOEventError) -> [[String]] {
        try holding(children: ["TR"]).children.map { (row) throws(VOEventError) in
            try row.holding(children: ["TD"]).texts("TD")
        }
    }
}
