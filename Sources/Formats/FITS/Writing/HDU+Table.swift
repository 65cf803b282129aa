internal import Bytes

/// The values of a column to be written, one a row.
public enum ColumnValues: Sendable, Hashable {
    case floats([Float])
    case doubles([Double])
    case int32s([Int32])
    case int64s([Int64])
    /// Characters outside of printable ASCII become `?`. The column is as wide as its longest string.
    case strings([String])
    case logicals([Bool])

    /// How many values there are, whatever their type.
    public var count: Int {
        switch self {
        case .floats(let values): values.count
        case .doubles(let values): values.count
        case .int32s(let values): values.count
        case .int64s(let values): values.count
        case .strings(let values): values.count
        case .logicals(let values): values.count
        }
    }
}

/// A column to be written.
public struct NewColumn: Sendable, Hashable {
    /// TTYPE; a table needs one for each column, all different.
    public var name: String
    /// TUNIT, as the FITS standard writes units; empty where there is none.
    public var unit: String
    /// One a row.
    public var values: ColumnValues
    /// What the column is, for readers of the header.
    public var comment: String

    /// Name and length are checked where a table is made of the columns.
    public init(_ name: String, _ values: ColumnValues, unit: String = "", comment: String = "") {
        self.name = name
        self.values = values
        self.unit = unit
        self.comment = comment
    }
}

extension HDU {
    /// A binary table. `cards` follow those that describe it.
    ///
    /// - Throws: `FITSError` where columns differ in length, have no name or the same, or are more than 999.
    ///   Complexity: O(cells).
    public init(table columns: [NewColumn], name: String = "", cards: [Card] = []) throws(FITSError) {
        let writer = try TableWriter(columns)
        let title = name.isEmpty ? [] : [Card("EXTNAME", .string(name))]
        let header = Header([Card("XTENSION", .string("BINTABLE"))] + writer.cards() + title + cards)
        self.init(tableHeader: header, rowBytes: writer.rowBytes, rows: writer.rowCount, data: writer.data())
    }

    /// A table of which the header describes the columns.
    init(tableHeader header: Header, rowBytes: Int, rows: Int, data: Bytes) {
        self.init(header: header, format: .uint8, shape: [rowBytes, rows], data: data)
        isImage = false
    }
}
