import FITS
import SkyMath

/// A FITS table as a catalogue: its rows are numbered from 1 in errors.
struct FITSCatalogueTable: CatalogueTable {
    let table: FITSTable

    var columnNames: [String] { table.columns.map(\.name) }
    var rowCount: Int { table.rowCount }

    func text(row: Int, column: Int) throws(TableError) -> String {
        do {
            let text = try table.text(row: row, table.columns[column])
            return String(text.drop { $0 == " " })
        } catch { throw fault("\(error)", row: row, column: column) }
    }

    /// NaN and infinities stand for no value, as they do in catalogues.
    func number(row: Int, column: Int) throws(TableError) -> Double? {
        let column = table.columns[column]
        do {
            if column.type != .character {
                return try table.number(row: row, column).flatMap { $0.isFinite ? $0 : nil }
            }
        } catch { throw fault("\(error)", row: row, column: column.index) }
        let text = try text(row: row, column: column.index)
        if text.isEmpty { return nil }
        guard let value = Double(text), value.isFinite else {
            throw fault("not a number: \(text.prefix(40))", row: row, column: column.index)
        }
        return value
    }

    func fault(_ message: String, row: Int, column: Int?) -> TableError {
        TableError(message, row: row + 1, column: column.map { $0 + 1 }, name: column.map { table.columns[$0].name })
    }
}
