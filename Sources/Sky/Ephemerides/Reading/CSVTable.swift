/// Comma-separated text with a header (RFC 4180: quoted fields may hold commas, doubled quotes and line breaks).
struct CSVTable {
    struct Row {
        var line: Int
        var fields: [String]
    }

    let columns: [String: Int]
    let rows: [Row]

    /// - Errors: `.badText` for rows with another number of fields than the header, repeated names, open quotes.
    init(_ text: String) throws(EphemerisError) {
        let lines = try Self.split(text)
        guard let header = lines.first else { throw EphemerisError(.badText, "no header", line: 1) }
        var columns: [String: Int] = [:]
        for (index, name) in header.fields.enumerated() {
            guard columns.updateValue(index, forKey: name.trimmed) == nil else {
                throw EphemerisError(.badText, "the column \(name) comes twice", line: header.line, column: index + 1)
            }
        }
        for row in lines.dropFirst() where row.fields.count != header.fields.count {
            throw EphemerisError(
                .badText, "\(row.fields.count) fields where the header has \(header.fields.count)", line: row.line)
        }
        self.columns = columns
        rows = Array(lines.dropFirst())
    }

    func has(_ names: String...) -> Bool { names.allSatisfy { columns[$0] != nil } }

    /// Empty where the table has no such column.
    func text(_ row: Row, _ name: String) -> String { columns[name].map { row.fields[$0].trimmed } ?? "" }

    /// Nil where the field is empty or the column absent.
    func number(_ row: Row, ifAny name: String) throws(EphemerisError) -> Double? {
        let text = text(row, name)
        guard !text.isEmpty else { return nil }
        guard let value = Double(text), value.isFinite else {
            throw EphemerisError(
                .badText, "\(name) is not a number: \(text.prefix(40))", line: row.line,
                column: columns[name].map { $0 + 1 })
        }
        return value
    }

    func number(_ row: Row, _ name: String) throws(EphemerisError) -> Double {
        if let value = try number(row, ifAny: name) { return value }
        throw EphemerisError(.badText, "no \(name)", line: row.line, column: columns[name].map { $0 + 1 })
    }

    private static func split(_ text: String) throws(EphemerisError) -> [Row] {
        var (rows, fields, field) = ([Row](), [String](), [UInt8]())
        var (line, first, quoted, wasQuoted) = (1, 1, false, false)
        func close() { fields.append(String(decoding: field, as: UTF8.self)); field = []; wasQuoted = false }
        func end() {
            if !fields.isEmpty || !field.isEmpty || wasQuoted { close(); rows.append(Row(line: first, fields: fields)) }
            fields = []
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""):
                if !quoted, wasQuoted { field.append(byte) }
                quoted.toggle()
                wasQuoted = true
            case UInt8(ascii: ",") where !quoted: close()
            case UInt8(ascii: "\r") where !quoted: break
            case UInt8(ascii: "\n"):
                line += 1
                if quoted { field.append(byte) } else { end(); first = line }
            default: field.append(byte)
            }
        }
        guard !quoted else { throw EphemerisError(.badText, "a quote is not closed", line: first) }
        end()
        return rows
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
