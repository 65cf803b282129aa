/// Pages that need nothing else.
public enum HTML {
    /// A whole page, for light and dark screens.
    ///
    /// - Parameters:
    ///   - title: plain text.
    ///   - body: what stands in the page, tags and all.
    public static func page(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"/><title>\(escaped(title))</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/><style>
        \(style)
        </style></head><body>\(body)
        </body></html>

        """
    }

    /// Text as it may stand between tags and in quoted attributes of HTML and SVG; lines and tabs stay. Complexity: O(text).
    public static func escaped(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { $0 < 32 || $0 == 0xEF || [34, 38, 39, 60, 62].contains($0) }) else {
            return String(text)
        }
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "\n", "\t": output.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --bar: #2f6fb0; --pale: #a9c8e6;
        --rule: #ccd; --bad: #a3261b; }
        @media (prefers-color-scheme: dark) {
        :root { --ink: #e6e8eb; --paper: #14171b; --bar: #6ea8e0; --pale: #31506f; --rule: #3a4048; --bad: #ff9387; } }
        body { font: 15px sans-serif; color: var(--ink); background: var(--paper);
        margin: 2em auto; max-width: 80em; padding: 0 1em; }
        td, th { padding: .2em .6em; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th:first-child { text-align: left; } table { border-collapse: collapse; }
        thead th { vertical-align: bottom; white-space: normal; }
        tr.bad th { color: var(--bad); } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.5em; }
        dd { margin: 0; } .wide { overflow-x: auto; } svg { max-width: 60em; display: block; }
        svg rect { fill: var(--bar); } svg rect.pale { fill: var(--pale); }
        svg text { fill: var(--ink); font-size: 11px; } svg line { stroke: var(--rule); }
        """
}
