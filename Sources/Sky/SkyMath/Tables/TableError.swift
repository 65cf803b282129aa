/// What is wrong with a table, and where.
public struct TableError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in words; `description` adds the place.
    public var message: String
    /// Line of a text, from 1; nil where there is no text.
    public var line: Int?
    /// Row of the data, from 1, where there are no lines.
    public var row: Int?
    /// Number of the column, from 1.
    public var column: Int?
    /// Name of the column.
    public var name: String?

    /// All numbers count from 1; nil where there are none.
    public init(_ message: String, line: Int? = nil, row: Int? = nil, column: Int? = nil, name: String? = nil) {
        self.message = message
        self.line = line
        self.row = row
        self.column = column
        self.name = name
    }

    public var description: String {
        let place = [
            line.map { "line \($0)" }, row.map { "row \($0)" },
            name.map { "column \($0)" } ?? column.map { "column \($0)" },
        ].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
