/// What was wrong with a row of a table of visits.
public struct ObservingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Number of the row, from 0, as the caller counts them.
    public var row: Int
    /// Name of the column.
    public var column: String
    /// What is wrong with its value, in words.
    public var reason: String

    /// `row` counts from 0.
    public init(row: Int, column: String, reason: String) {
        self.row = row
        self.column = column
        self.reason = reason
    }

    public var description: String { "row \(row), column \(column): \(reason)" }
}
