extension Citations: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(children: ["EventIVORN", "Description"])
        self.init(
            try known.all("EventIVORN", Citation.init),
            description: try known.childText("Description"))
        guard !events.isEmpty else { throw element.wrong("Citations has no EventIVORN") }
    }

    func element() throws(VOEventError) -> XMLElement {
        guard !events.isEmpty else { throw VOEventError("Citations must have at least one event; else leave it out.") }
        let note = description.map { [XMLElement("Description", text: $0)] } ?? []
        return XMLElement("Citations", try events.elements() + note)
    }
}

extension Citation: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(attributes: ["cite"], text: true)
        self.init(known.text.trimmed, try known.word("cite", of: Kind.self))
    }

    func element() throws(VOEventError) -> XMLElement {
        XMLElement("EventIVORN", text: ivorn).with("cite", cite?.rawValue)
    }
}
