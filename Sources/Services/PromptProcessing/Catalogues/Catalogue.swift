internal import Bytes
public import FITS

/// A table of detections or sources: columns with units, as CSV or as a FITS table.
public struct Catalogue: Sendable {
    /// EXTNAME of the FITS table.
    public var name: String
    /// All of them should have as many values.
    public var columns: [NewColumn]
    /// For the header of a FITS table.
    public var cards: [Card]

    /// Lengths and names of columns are not checked here but by `fits`.
    public init(name: String, columns: [NewColumn], cards: [Card] = []) {
        (self.name, self.columns, self.cards) = (name, columns, cards)
    }

    /// Values of the first column; 0 without columns.
    public var rowCount: Int { columns.first?.values.count ?? 0 }

    /// A header line with the columns' names, then a line a row; missing numbers are empty. Complexity: O(cells).
    public var csv: String {
        let cells = columns.map { Self.words($0.values) }
        var lines = [columns.map(\.name).joined(separator: ",")]
        lines.reserveCapacity(rowCount + 1)
        for row in 0..<rowCount { lines.append(cells.map { $0[row] }.joined(separator: ",")) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A file of one binary table, with the columns' units and meanings.
    ///
    /// - Throws: `FITSError` where columns differ in length or have the same name.
    public func fits() throws -> FITSFile {
        let primary = HDU(header: Header(), format: .uint8, shape: [], data: Bytes())
        return FITSFile(hdus: [primary, try HDU(table: columns, name: name, cards: cards)])
    }

    private static func words(_ values: ColumnValues) -> [String] {
        switch values {
        case .floats(let values): values.map { $0.isFinite ? "\($0)" : "" }
        case .doubles(let values): values.map { $0.isFinite ? "\($0)" : "" }
        case .int32s(let values): values.map { "\($0)" }
        case .int64s(let values): values.map { "\($0)" }
        case .strings(let values): values.map(quoted)
        case .logicals(let values): values.map { $0 ? "true" : "false" }
        }
    }

    /// RFC 4180: in quotes where it holds what would break a line.
    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
