/// Text as it may stand in SVG and HTML, between tags and in quoted attributes.
enum SVGText {
    static func escaped(_ text: some StringProtocol) -> String {
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
