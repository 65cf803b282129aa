extension Reference: XMLPart {
    init(_ element: XMLElement) throws(VOEventError) {
        let known = try element.holding(attributes: ["uri", "type", "mimetype", "meaning"])
        guard let uri = known.attribute("uri") else { throw element.wrong("a Reference has no uri") }
        _ = try element.checkingURI(uri).checkingURI(known.attribute("meaning"))
        self.init(
            uri: uri, type: known.attribute("type"), mimeType: known.attribute("mimetype"),
            meaning: known.attribute("meaning"))
    }

    func element() throws(VOEventError) -> XMLElement {
        try XMLElement("Reference").checkingURI(uri).checkingURI(meaning).with("uri", uri).with("type", type).with(
            "mimetype", mimeType
        )
        .with("meaning", meaning)
    }
}

extension XMLElement {
    /// The only reference.
    func reference() throws(VOEventError) -> Reference? {
        try child("Reference", Reference.init)
    }

    func references() throws(VOEventError) -> [Reference] {
        try all("Reference", Reference.init)
    }

    /// An attribute whose words are counted.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Word.Type
    ) throws(VOEventError) -> Word? {
        guard let text = attribute(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = type.allCases.map(\.rawValue).joined(separator: ", ")
            throw wrong("\(name)=\(text.quoted) is none of \(known)")
        }
        return word
    }

    /// A date of XML Schema, which is taken to be UTC.
    func time(_ text: String) throws(VOEventError) -> ISOTime {
        guard let time = ISOTime(text.trimmed) else { throw wrong("\(text.quoted) is no date and time") }
        return time
    }

    /// Descriptions, then references.
    static func notes(_ descriptions: [String], _ references: [Reference]) throws(VOEventError) -> [XMLElement] {
        texts("Description", descriptions)
            + (try references.elements())
    }

    static func texts(_ name: String, _ texts: [String]) -> [XMLElement] { texts.map { XMLElement(name, text: $0) } }
}
