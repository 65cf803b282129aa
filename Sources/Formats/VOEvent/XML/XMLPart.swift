/// A part of an event that is an element of its own.
protocol XMLPart {
    init(_ element: XMLElement) throws(VOEventError)

    /// - Throws: `VOEventError` where the part has something that no valid text can say.
    func element() throws(VOEventError) -> XMLElement
}

extension Array where Element: XMLPart {
    func elements() throws(VOEventError) -> [XMLElement] {
        var elements: [XMLElement] = []
        for part in self { elements.append(try part.element()) }
        return elements
    }
}
