/// Text as it may stand in SVG and HTML, between tags and in quoted attributes.
package enum SVGText {
    package static func escaped(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { $0 < 32 || [34, 38, 39, 60, 62].contains($0) }) else { return String(text) }
        var output = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "\u{0}"..<"\u{20}" where character != "\n" && character != "\t": output += "\u{FFFD}"
            default: output.unicodeScalars.append(character)
            }
        }
        return output
    }
}
