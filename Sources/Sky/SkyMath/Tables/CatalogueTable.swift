/// Rows and named columns, however they are stored: a text with commas, a table of a FITS file.
///
/// Rows and columns are numbered from 0; both must exist.
public protocol CatalogueTable: Sendable {
    var columnNames: [String] { get }
    var rowCount: Int { get }

    /// A cell as text, without blanks around it; empty where there is no value.
    func text(row: Int, column: Int) throws(TableError) -> String

    /// A cell as a finite number; nil where there is no value.
    ///
    /// - Throws: `TableError` with the place for anything that is no number.
    func number(row: Int, column: Int) throws(TableError) -> Double?

    /// An error about a cell, or about a row where `column` is nil, with its place.
    func fault(_ message: String, row: Int, column: Int?) -> TableError
}

extension CatalogueTable {
    /// Number of the first of `names` that is a column's: with the same letters, else with the case of them ignored.
    ///
    /// - Parameter exactly: the case counts, as in `G` (Gaia's) and `g` (SDSS's). Complexity: O(names x columns).
    public func column(_ names: [String], exactly: Bool = false) -> Int? {
        for name in names { if let found = columnNames.firstIndex(of: name) { return found } }
        if exactly { return nil }
        for name in names {
            let lower = name.lowercased()
            if let found = columnNames.firstIndex(where: { $0.lowercased() == lower }) { return found }
        }
        return nil
    }

    /// As the other, where the column must be there.
    ///
    /// - Throws: `TableError` that lists the names there are.
    public func needed(_ names: String...) throws(TableError) -> Int {
        if let found = column(names) { return found }
        let there = columnNames.prefix(60).joined(separator: ", ")
        throw TableError("there is no column \(names.joined(separator: " or ")); there are \(there)")
    }

    /// A number that must be there.
    public func neededNumber(row: Int, column: Int) throws(TableError) -> Double {
        if let value = try number(row: row, column: column) { return value }
        throw fault("no value", row: row, column: column)
    }
}
