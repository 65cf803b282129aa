public import Bytes

extension TransportMessage {
    /// Reads a message. Elements that it does not know are passed over, and so is where a namespace stands: brokers differ.
    ///
    /// - Throws: `VOEventError` with the line.
    public init(xml: Bytes, limits: XMLLimits = .standard) throws(VOEventError) {
        try self.init(XMLElement(parsing: xml, limits: limits))
    }

    init(_ root: XMLElement) throws(VOEventError) {
        guard root.name == "Transport" else { throw root.wrong("a \(root.name.quoted) is no Transport message") }
        guard let role = try root.word("role", of: Role.self) else { throw root.wrong("the message has no role") }
        let time = try root.requiredChild("TimeStamp")
        self.init(
            role, origin: try root.requiredChild("Origin").text.trimmed,
            response: try root.child("Response")?.text.trimmed, timeStamp: try time.time(time.text))
        meta = try root.child("Meta", Meta.init)
    }

    /// The message as UTF-8 text, in the order of its schema.
    public func xml() throws(VOEventError) -> Bytes {
        let parts = [
            XMLElement("Origin", text: origin), response.map { XMLElement("Response", text: $0) },
            XMLElement("TimeStamp", text: timeStamp.utcText), meta?.element(),
        ]
        return try XMLWriter.write(
            XMLElement("trn:Transport", parts.compactMap { $0 }).with("xmlns:trn", Self.namespace)
                .with("version", "1.0").with("role", role.rawValue))
    }
}

extension TransportMessage.Meta {
    init(_ element: XMLElement) throws(VOEventError) {
        self.init(result: try element.child("Result")?.text.trimmed)
        for child in element.children {
            if child.name == "Param", let name = child.attribute("name"), let value = child.attribute("value") {
                parameters.append(Parameter(name, value))
            } else if child.name == "filter", child.attribute("type") == "xpath" {
                parameters.append(Parameter(Self.filterName, child.text.trimmed))
            }
        }
    }

    func element() -> XMLElement {
        let words = parameters.map { XMLElement("Param").with("name", $0.name).with("value", $0.value) }
        return XMLElement("Meta", words + XMLElement.texts("Result", result.map { [$0] } ?? []))
    }
}
