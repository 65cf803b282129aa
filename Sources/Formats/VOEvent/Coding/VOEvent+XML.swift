public import Bytes

extension VOEvent {
    private static let parts: Set<String> = [
        "Who", "What", "WhereWhen", "How", "Why", "Citations", "Description", "Reference",
    ]

    /// Reads an event.
    ///
    /// - Throws: `VOEventError` with the line where the text is not well-formed, is too large or too deep, has a document
    ///   type, or is no VOEvent 2.0. Nothing that the schema does not know is passed over.
    /// - Complexity: O(n) in the text.
    public init(xml: Bytes, limits: XMLLimits = .standard) throws(VOEventError) {
        try self.init(XMLElement(parsing: xml, limits: limits))
    }

    init(_ root: XMLElement) throws(VOEventError) {
        try VOEvent.check(root)
        let element = try root.holding(attributes: ["version", "ivorn", "role"], children: Self.parts)
        guard let ivorn = element.attribute("ivorn")?.trimmed else { throw root.wrong("the VOEvent has no ivorn") }
        do { _ = try EventIdentifier(ivorn) } catch { throw VOEventError("Line \(root.line): \(error)") }
        self.init(ivorn: ivorn, role: try element.word("role", of: EventRole.self) ?? .observation)
        who = try element.child("Who", Who.init)
        what = try element.child("What", What.init)
        whereWhen = try element.child("WhereWhen", WhereWhen.init)
        how = try element.child("How", How.init)
        why = try element.child("Why", Why.init)
        citations = try element.child("Citations", Citations.init)
        description = try element.childText("Description")
        reference = try element.reference()
    }

    private static func check(_ root: XMLElement) throws(VOEventError) {
        guard root.name == "VOEvent" else { throw root.wrong("a \(root.name.quoted) is no VOEvent") }
        guard root.namespace == namespace, root.attribute("version")?.trimmed == "2.0" else {
            let said = "version \(root.attribute("version") ?? "none"), namespace \(root.namespace ?? "none")"
            throw root.wrong("only VOEvent 2.0 in \(namespace) is read; this one has \(said)")
        }
    }

    /// The event as UTF-8 text, valid against VOEvent 2.0's schema; equal events give equal bytes.
    ///
    /// - Throws: `VOEventError` where the event has something that no valid text can say.
    public func xml() throws(VOEventError) -> Bytes {
        _ = try EventIdentifier(ivorn)
        let children = [
            try who?.element(), try what?.element(), try whereWhen?.element(), try how?.element(), try why?.element(),
            try citations?.element(), description.map { XMLElement("Description", text: $0) }, try reference?.element(),
        ]
        let root = XMLElement("voe:VOEvent", children.compactMap { $0 })
            .with("xmlns:voe", Self.namespace).with("version", "2.0").with("role", role.rawValue).with("ivorn", ivorn)
        return try XMLWriter.write(root)
    }
}
