internal import Bytes

/// Writes elements as UTF-8 text.
struct XMLWriter {
    private var output: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    /// - Parameters:
    ///   - root: its name as it is written, with its prefix.
    /// - Throws: `VOEventError` where a text has a character that XML 1.0 cannot hold.
    static func write(_ root: XMLElement) throws(VOEventError) -> Bytes {
        var writer = XMLWriter()
        try writer.append(root, indent: 0)
        return Bytes(writer.output)
    }

    private mutating func append(_ element: XMLElement, indent: Int) throws(VOEventError) {
        let margin = String(repeating: "  ", count: indent)
        append("\(margin)<\(element.name)")
        for attribute in element.attributes {
            append(" \(attribute.name)=\"")
            try append(escaping: attribute.value, inAttribute: true, of: element)
            append("\"")
        }
        if element.children.isEmpty && element.text.isEmpty { return append("/>\n") }
        append(">")
        try append(escaping: element.text, inAttribute: false, of: element)
        if !element.children.isEmpty {
            append("\n")
            for child in element.children { try append(child, indent: indent + 1) }
            append(margin)
        }
        append("</\(element.name)>\n")
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    private mutating func append(
        escaping text: String, inAttribute: Bool, of element: XMLElement
    ) throws(VOEventError) {
        for scalar in text.unicodeScalars {
            guard scalar.isAllowedInXML else {
                throw VOEventError("\(element.name): XML cannot hold the character \(scalar.value) of \(text.quoted).")
            }
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"" where inAttribute: append("&quot;")
            case "\t" where inAttribute, "\n" where inAttribute, "\r": append("&#\(scalar.value);")
            default: output.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
    }
}

extension Unicode.Scalar {
    /// Production 2 of XML 1.0.
    fileprivate var isAllowedInXML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
