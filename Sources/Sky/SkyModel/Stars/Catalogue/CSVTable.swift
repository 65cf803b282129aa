/// Rows of a table written with commas, the first of which names the columns. Fields may be quoted (RFC 4180), but
/// not hold line ends; empty lines and lines that begin with `#` are left out.
struct CSVTable {
    let names: [String]
    /// Fields with the line's number, from 1.
    let rows: [(line: Int, fields: [String])]

    init(_ text: String) throws(SkyModelError) {
        var lines: [(line: Int, fields: [String])] = []
        for (number, content) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where !content.isEmpty && !content.hasPrefix("#") {
            lines.append((number + 1, try Self.fields(content, line: number + 1)))
        }
        guard let header = lines.first else {
            throw SkyModelError("The table is empty: its first line names the columns.")
        }
        names = header.fields
        rows = Array(lines.dropFirst())
        if let short = rows.first(where: { $0.fields.count != header.fields.count }) {
            throw SkyModelError(
                "Line \(short.line) has \(short.fields.count) fields, and the header \(header.fields.count).")
        }
    }

    /// The place of a column.
    func column(_ name: String) throws(SkyModelError) -> Int {
        guard let place = names.firstIndex(of: name) else {
            throw SkyModelError("There is no column \(name); there are \(names.joined(separator: ", ")).")
        }
        return place
    }

    private static func fields(_ line: Substring, line number: Int) throws(SkyModelError) -> [String] {
        var (fields, field, isQuoted) = ([String](), "", false)
        for character in line {
            if character == "\"" {
                if !isQuoted && !field.isEmpty && field.last != "\"" {
                    throw SkyModelError("Line \(number) has a quotation mark within a field.")
                }
                isQuoted.toggle()
                field.append(character)
            } else if character == "," && !isQuoted {
                fields.append(unquoted(field))
                field = ""
            } else {
                field.append(character)
            }
        }
        guard !isQuoted else { throw SkyModelError("Line \(number) has a quotation mark that is not closed.") }
        return fields + [unquoted(field)]
    }

    private static func unquoted(_ field: String) -> String {
        let trimmed = String(field.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        guard trimmed.count >= 2, trimmed.hasPrefix("\""), trimmed.hasSuffix("\"") else { return trimmed }
        var (text, isEscape) = ("", false)
        for character in trimmed.dropFirst().dropLast() {
            isEscape = character == "\"" && !isEscape
            if !isEscape { text.append(character) }
        }
        return text
    }
}
