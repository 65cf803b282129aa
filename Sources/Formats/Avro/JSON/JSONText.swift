extension JSON {
    /// The value as JSON text on one line, or with `indent` spaces a level on several.
    ///
    /// 64-bit integers are exact; doubles are the shortest text that reads back as the same value. NaN and
    /// infinities, which JSON lacks, are written as null.
    public func text(indent: Int? = nil) -> String {
        var writer = JSONText(indent: indent)
        writer.append(self, level: 0)
        return writer.text
    }
}

struct JSONText {
    let indent: Int?
    var text = ""

    init(indent: Int? = nil) { self.indent = indent }

    mutating func append(_ value: JSON, level: Int) {
        switch value {
        case .null: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += Self.number(value)
        case .string(let value): Self.append(value, to: &text)
        case .array(let items):
            list("[", "]", items, level) { writer, item in writer.append(item, level: level + 1) }
        case .object(let members):
            list("{", "}", members, level) { writer, member in
                Self.append(member.name, to: &writer.text)
                writer.text += writer.indent == nil ? ":" : ": "
                writer.append(member.value, level: level + 1)
            }
        }
    }

    private mutating func list<Element>(
        _ open: String, _ close: String, _ elements: [Element], _ level: Int,
        _ body: (inout JSONText, Element) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            newline(level + 1)
            body(&self, element)
        }
        if !elements.isEmpty { newline(level) }
        text += close
    }

    private mutating func newline(_ level: Int) {
        guard let indent else { return }
        text += "\n" + String(repeating: " ", count: indent * level)
    }

    static func number(_ value: Double) -> String {
        value.isFinite ? value.description : "null"
    }

    static func append(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
