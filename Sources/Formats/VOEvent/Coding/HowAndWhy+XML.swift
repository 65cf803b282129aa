extension How: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(children: ["Description", "Reference"])
        self.init(descriptions: try known.texts("Description"), references: try known.references())
    }

    func element() throws(VOEventError) -> XMLElement {
        let parts = try XMLElement.notes(descriptions, references)
        return try XMLElement("How", parts).notEmpty()
    }
}

extension Why: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["importance", "expires"],
            children: ["Name", "Concept", "Inference", "Description", "Reference"])
        self.init(importance: try known.numberAttribute("importance"))
        if let text = known.attribute("expires") { expires = try known.time(text) }
        names = try known.texts("Name")
        concepts = try known.texts("Concept")
        inferences = try known.all("Inference", Inference.init)
        descriptions = try known.texts("Description")
        references = try known.references()
    }

    func element() throws(VOEventError) -> XMLElement {
        let words = XMLElement.texts("Name", names) + XMLElement.texts("Concept", concepts)
        let notes = try XMLElement.notes(descriptions, references)
        let parts = try inferences.elements()
        return try XMLElement("Why", words + parts + notes).notEmpty()
            .with("importance", importance.map(XMLNumber.text)).with("expires", expires?.utcText)
    }
}

extension Why.Inference: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(
            attributes: ["probability", "relation"], children: ["Name", "Concept", "Description", "Reference"])
        self.init(probability: try known.numberAttribute("probability"), relation: known.attribute("relation"))
        guard Self.allows(probability) else { throw element.wrong("probability is not within 0 and 1") }
        names = try known.texts("Name")
        concepts = try known.texts("Concept")
        descriptions = try known.texts("Description")
        references = try known.references()
    }

    private static func allows(_ probability: Double?) -> Bool { probability.map { (0...1).contains($0) } ?? true }

    func element() throws(VOEventError) -> XMLElement {
        guard Self.allows(probability) else { throw VOEventError("Inference: probability is not within 0 and 1.") }
        let words = XMLElement.texts("Name", names) + XMLElement.texts("Concept", concepts)
        let notes = try XMLElement.notes(descriptions, references)
        return try XMLElement("Inference", words + notes).notEmpty()
            .with("probability", probability.map(XMLNumber.text)).with("relation", relation)
    }
}

extension XMLElement {
    fileprivate func notEmpty() throws(VOEventError) -> XMLElement {
        guard !children.isEmpty else {
            throw VOEventError("\(name) must hold at least one description, reference or name; else leave it out.")
        }
        return self
    }
}
