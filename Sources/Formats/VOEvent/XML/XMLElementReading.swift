extension XMLElement {
    /// The same element, after everything in it was found to be something that the schema knows.
    ///
    /// - Parameter holdsText: text is content; elsewhere only white space may stand between the children.
    /// - Throws: `VOEventError` with the line of an unknown element or attribute, of a child in a namespace, or of text.
    func holding(
        attributes known: Set<String> = [], children names: Set<String> = [], text holdsText: Bool = false
    ) throws(VOEventError) -> XMLElement {
        for attribute in attributes where attribute.namespace == nil && !known.contains(attribute.name) {
            throw wrong("\(name) has no attribute \(attribute.name.quoted)")
        }
        for child in children {
            guard names.contains(child.name) else { throw child.wrong("\(child.name.quoted) cannot be in \(name)") }
            guard child.namespace == nil else {
                throw child.wrong("\(child.name) is in a namespace; only the root of a VOEvent is")
            }
        }
        guard holdsText || text.allSatisfy(\.isWhitespace) else { throw wrong("text stands in \(name)") }
        return self
    }

    /// The value of an attribute that has no prefix.
    func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name && $0.namespace == nil }?.value
    }

    /// - Throws: `VOEventError` where there are two of them.
    func child(_ name: String) throws(VOEventError) -> XMLElement? {
        let found = all(name)
        guard found.count < 2 else { throw found[1].wrong("a second \(name) in \(self.name)") }
        return found.first
    }

    /// What the only child of that name means; nil where there is none.
    func child<Part>(
        _ name: String, _ read: (XMLElement) throws(VOEventError) -> Part
    ) throws(VOEventError) -> Part? {
        guard let found = try child(name) else { return nil }
        return try read(found)
    }

    /// What each child of that name means.
    func all<Part>(
        _ name: String, _ read: (XMLElement) throws(VOEventError) -> Part
    ) throws(VOEventError) -> [Part] {
        var parts: [Part] = []
        for element in all(name) { parts.append(try read(element)) }
        return parts
    }

    func requiredChild(_ name: String) throws(VOEventError) -> XMLElement {
        guard let found = try child(name) else { throw wrong("\(self.name) has no \(name)") }
        return found
    }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// What an element without children or attributes holds.
    func content() throws(VOEventError) -> String { try holding(text: true).text }

    func childText(_ name: String) throws(VOEventError) -> String? { try child(name)?.content() }

    func texts(_ name: String) throws(VOEventError) -> [String] {
        try all(name) { (element) throws(VOEventError) in try element.content() }
    }

    /// An error at this element's line.
    func wrong(_ sentence: String) -> VOEventError { VOEventError("Line \(line): \(sentence).") }
}

extension String {
    /// In quotation marks, cut to what a person reads.
    var quoted: String { "\"\(prefix(80))\"" }

    /// Without the white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
