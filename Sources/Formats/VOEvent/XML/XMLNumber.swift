/// The words of XML Schema's `float`.
enum XMLNumber {
    /// - Returns: nil where `text` is none. Infinities are `INF` and `-INF`, the invalid value is `NaN`.
    static func parse(_ text: String) -> Double? {
        switch text.trimmed {
        case "INF": .infinity
        case "-INF": -.infinity
        case "NaN": .nan
        case let word where word.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }: Double(word)
        default: nil
        }
    }

    /// The shortest digits that give `value` back.
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-INF" : "INF" }
        return "\(value)"
    }
}

extension XMLElement {
    func number() throws(VOEventError) -> Double {
        let text = try content()
        guard let value = XMLNumber.parse(text) else { throw wrong("\(name) is no number: \(text.quoted)") }
        return value
    }

    func childNumber(_ name: String) throws(VOEventError) -> Double? { try child(name)?.number() }

    func numberAttribute(_ name: String) throws(VOEventError) -> Double? {
        guard let text = attribute(name) else { return nil }
        guard let value = XMLNumber.parse(text) else { throw wrong("\(name) is no number: \(text.quoted)") }
        return value
    }
}
