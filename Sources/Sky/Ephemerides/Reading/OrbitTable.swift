internal import SkyMath

/// A catalogue's table, whose columns are asked for by the names that orbits have.
struct OrbitTable {
    private let table: any CatalogueTable
    private let columns: [String: Int]

    init(_ table: any CatalogueTable) {
        self.table = table
        columns = Dictionary(table.columnNames.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    init(csv text: String) throws(EphemerisError) {
        do { self.init(try CSVTable(text)) } catch { throw EphemerisError(error) }
    }

    var rows: Range<Int> { 0..<table.rowCount }
    var names: [String] { table.columnNames }

    func has(_ names: String...) -> Bool { names.allSatisfy { columns[$0] != nil } }

    /// Empty where the table has no such column.
    func text(_ row: Int, _ name: String) throws(EphemerisError) -> String {
        guard let column = columns[name] else { return "" }
        do { return try table.text(row: row, column: column) } catch { throw EphemerisError(error) }
    }

    /// Nil where the cell is empty or the column absent.
    func number(_ row: Int, ifAny name: String) throws(EphemerisError) -> Double? {
        guard let column = columns[name] else { return nil }
        do { return try table.number(row: row, column: column) } catch { throw EphemerisError(error) }
    }

    func number(_ row: Int, _ name: String) throws(EphemerisError) -> Double {
        if let value = try number(row, ifAny: name) { return value }
        throw fault("no \(name)", row, name)
    }

    /// An error with the place of a cell, or of a row.
    func fault(_ message: String, _ row: Int, _ name: String? = nil, _ reason: EphemerisError.Reason = .badText)
        -> EphemerisError
    {
        EphemerisError(table.fault(message, row: row, column: name.flatMap { columns[$0] }), reason)
    }
}

extension EphemerisError {
    init(_ error: TableError, _ reason: Reason = .badText) {
        let named = error.name.map { error.message.contains($0) ? error.message : "\($0): \(error.message)" }
        self.init(reason, named ?? error.message, line: error.line ?? error.row, column: error.column)
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
