extension Scenario {
    /// The scenario as YAML of one form only: equal scenarios give equal texts, and reading the text gives
    /// the scenario.
    ///
    /// Keys come in a fixed order, defaults are written out, times are in the largest unit that fits.
    public var canonicalText: String {
        var lines = ["name: \(name)"]
        if !about.isEmpty { lines.append("about: \(CanonicalText.quoted(about))") }
        lines.append("seed: \(seed)")
        lines += sky.canonicalLines + survey.canonicalLines + span.canonicalLines
        lines += CanonicalText.list("transports", transports.map(\.canonicalPairs))
        lines += registry?.canonicalLines ?? []
        lines += CanonicalText.list("faults", faults.map(\.canonicalPairs))
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Pieces of canonical YAML.
enum CanonicalText {
    typealias Pairs = [(key: String, value: String?)]

    /// In double quotes, with escapes, so that any text can be read back.
    static func quoted(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\u{20}"..."\u{7E}": output.unicodeScalars.append(scalar)
            default: output += escaped(scalar)
            }
        }
        return output + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func flow(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }

    static func numbers(_ set: NumberSet?) -> String? { set.map { flow($0.ranges.map(NumberSet.text)) } }

    static func flag(_ isOn: Bool) -> String { isOn ? "on" : "off" }

    /// A key and its mapping; nothing where no pair has a value.
    static func mapping(_ key: String, _ pairs: Pairs) -> [String] {
        let lines = pairs.compactMap { pair in pair.value.map { "  \(pair.key): \($0)" } }
        return lines.isEmpty ? [] : ["\(key):"] + lines
    }

    static func list(_ key: String, _ items: [Pairs], indent: String = "") -> [String] {
        guard !items.isEmpty else { return [] }
        var lines = ["\(indent)\(key):"]
        for item in items {
            for (index, pair) in item.filter({ $0.value != nil }).enumerated() {
                lines.append("\(indent)  \(index == 0 ? "-" : " ") \(pair.key): \(pair.value ?? "")")
            }
        }
        return lines
    }
}
