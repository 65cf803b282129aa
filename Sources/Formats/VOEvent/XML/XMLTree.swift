internal import Bytes
internal import CXML2

extension XMLElement {
    /// The root of a text. Complexity: O(n).
    init(parsing text: Bytes, limits: XMLLimits) throws(VOEventError) {
        self = try XMLDocument(text, limits: limits).root()
    }

    /// A copy of a node of libxml2's tree; its depth is bounded by `XMLLimits.depth`.
    fileprivate init(copying node: xmlNodePtr) {
        name = characters(node.pointee.name)
        namespace = node.pointee.ns.map { characters($0.pointee.href) }
        line = Int(xmlGetLineNo(node))
        attributes = siblings(node.pointee.properties).map(Attribute.init(copying:))
        for child in siblings(node.pointee.children) {
            switch child.pointee.type {
            case XML_ELEMENT_NODE: children.append(XMLElement(copying: child))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: text += characters(child.pointee.content)
            default: continue
            }
        }
    }
}

extension XMLElement.Attribute {
    fileprivate init(copying attribute: xmlAttrPtr) {
        name = characters(attribute.pointee.name)
        namespace = attribute.pointee.ns.map { characters($0.pointee.href) }
        value = siblings(attribute.pointee.children).map { characters($0.pointee.content) }.joined()
    }
}

extension XMLDocument {
    /// A copy of the outermost element.
    func root() throws(VOEventError) -> XMLElement {
        guard let node = xmlDocGetRootElement(pointer) else { throw VOEventError("The text has no element.") }
        return XMLElement(copying: node)
    }

    /// An attribute of the outermost element.
    func rootAttribute(_ name: String) -> String? {
        guard let node = xmlDocGetRootElement(pointer) else { return nil }
        return siblings(node.pointee.properties).lazy.map(XMLElement.Attribute.init(copying:))
            .first { $0.name == name && $0.namespace == nil }?.value
    }
}

private func characters(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
}

private func siblings(_ first: xmlNodePtr?) -> some Sequence<xmlNodePtr> {
    sequence(state: first) { node -> xmlNodePtr? in
        defer { node = node?.pointee.next }
        return node
    }
}

private func siblings(_ first: xmlAttrPtr?) -> some Sequence<xmlAttrPtr> {
    sequence(state: first) { attribute -> xmlAttrPtr? in
        defer { attribute = attribute?.pointee.next }
        return attribute
    }
}
