/// An element as a value: what the event's parts are read from and written to.
struct XMLElement: Sendable, Hashable {
    struct Attribute: Sendable, Hashable {
        var name: String
        /// A prefix's namespace; nil for an attribute that has no prefix.
        var namespace: String?
        var value: String
    }

    var name: String
    var namespace: String?
    var attributes: [Attribute] = []
    var children: [XMLElement] = []
    /// All text that stands directly in it.
    var text = ""
    /// Where it was read; 0 where it was made.
    var line = 0

    init(_ name: String, text: String = "", _ children: [XMLElement] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The same with an attribute; the same where `value` is nil.
    func with(_ name: String, _ value: String?) -> XMLElement {
        guard let value else { return self }
        var element = self
        element.attributes.append(Attribute(name: name, namespace: nil, value: value))
        return element
    }
}
