/// A text of separated values whose first line names the columns.
///
/// Fields may be quoted (RFC 4180: then they may hold separators, doubled quotation marks and line ends) and have
/// blanks around them. Empty lines and lines that begin with `#` are left out. The text is kept as it is and a field
/// is decoded when it is asked for, in O(its characters).
public struct CSVTable: CatalogueTable {
    /// In the order of the first line.
    public let columnNames: [String]
    let bytes: [UInt8]
    /// Where the fields of the rows begin and end, row after row.
    let fields: [Range<Int>]
    /// Line of each row, from 1.
    let lines: [Int]

    /// The most that a table may have.
    public struct Limits: Sendable, Hashable {
        /// Rows of data, without the first line.
        public var rows: Int
        /// Fields of any line.
        public var columns: Int

        /// 2^24 - 1 rows and 4096 columns where nothing else is said.
        public init(rows: Int = 0xFF_FFFF, columns: Int = 4096) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// - Parameter separator: between fields; nil for whichever of comma, semicolon and tab the first line has most.
    /// - Throws: `TableError` with the line for texts without a first line, names that come twice, rows with another
    ///   number of fields than it, quotation marks that are not closed or stand within a field, and more rows or
    ///   columns than `limits`. Complexity: O(characters).
    public init(_ text: String, separator: Character? = nil, limits: Limits = Limits()) throws(TableError) {
        try self.init(Array(text.utf8), separator: separator, limits: limits)
    }

    /// As the other, from UTF-8; bytes that are none become U+FFFD.
    public init(_ text: [UInt8], separator: Character? = nil, limits: Limits = Limits()) throws(TableError) {
        var scan = CSVScan(text, separator: separator?.asciiValue)
        guard let first = try scan.next(limits: limits) else {
            throw TableError("the table is empty: its first line names the columns", line: 1)
        }
        let names = first.fields.map { Self.decoded(text, $0) }
        for (index, name) in names.enumerated() where !name.isEmpty && names[..<index].contains(name) {
            throw TableError("the column \(name) comes twice", line: first.line, column: index + 1)
        }
        var (fields, lines): ([Range<Int>], [Int]) = ([], [])
        while let row = try scan.next(limits: limits) {
            guard row.fields.count == names.count else {
                throw TableError("\(row.fields.count) fields where the header has \(names.count)", line: row.line)
            }
            guard lines.count < limits.rows else { throw TableError("more than \(limits.rows) rows", line: row.line) }
            fields += row.fields
            lines.append(row.line)
        }
        (columnNames, bytes, self.fields, self.lines) = (names, text, fields, lines)
    }

    /// Rows of data, without the first line.
    public var rowCount: Int { lines.count }

    /// Line of a row, from 1.
    public func line(row: Int) -> Int { lines[row] }

    /// The field without blanks and quotation marks around it; row and column count from 0.
    public func text(row: Int, column: Int) -> String { Self.decoded(bytes, fields[row * columnNames.count + column]) }

    /// Nil where the field is empty; throws where it is no finite number.
    public func number(row: Int, column: Int) throws(TableError) -> Double? {
        let text = text(row: row, column: column)
        if text.isEmpty { return nil }
        guard let value = Double(text), value.isFinite else {
            throw fault("not a number: \(text.prefix(40))", row: row, column: column)
        }
        return value
    }

    /// An error that tells the row's line, and number (from 1) and name of the column.
    public func fault(_ message: String, row: Int, column: Int?) -> TableError {
        TableError(
            message, line: lines.indices.contains(row) ? lines[row] : nil, column: column.map { $0 + 1 },
            name: column.flatMap { columnNames.indices.contains($0) ? columnNames[$0] : nil })
    }

    /// Without blanks and quotation marks around it; two of these within stand for one.
    private static func decoded(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var field = bytes[range].drop(while: \.isBlank)
        while field.last?.isBlank == true { field.removeLast() }
        guard field.count >= 2, field.first == CSVScan.quote, field.last == CSVScan.quote else {
            return String(decoding: field, as: UTF8.self)
        }
        return String(decoding: field.dropFirst().dropLast(), as: UTF8.self).replacing("\"\"", with: "\"")
    }
}

extension UInt8 {
    var isBlank: Bool { self == 32 || self == 9 || self == 13 || self == 10 }
}
