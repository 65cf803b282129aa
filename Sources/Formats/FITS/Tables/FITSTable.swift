internal import Bytes

/// A binary (BINTABLE) or ASCII (TABLE) table in memory.
///
/// Opening it reads the header alone; a cell is decoded when it is asked for, in the time that its own elements take.
/// Source: FITS Standard 4.0 (doi:10.1051/0004-6361/201015362), sections 7.2 and 7.3.
public struct FITSTable: Sendable {
    /// In the order of the header.
    public let columns: [TableColumn]
    /// NAXIS2.
    public let rowCount: Int
    /// EXTNAME.
    public let name: String

    let hdu: HDU
    let rowBytes: Int
    /// Offset of the heap within the data.
    let heapStart: Int
    private let places: [String: Int]

    /// - Throws: `FITSError` with the keyword and the header's offset where the HDU is no table, or describes columns
    ///   that do not fit its rows. Complexity: O(columns).
    public init(_ hdu: HDU) throws(FITSError) {
        let fault = { (message: String, keyword: String) in
            FITSError(.malformed, message, offset: hdu.headerOffset, hdu: hdu.number, keyword: keyword)
        }
        let kind = hdu.header.string("XTENSION") ?? ""
        guard ["BINTABLE", "A3DTABLE", "TABLE"].contains(kind), !hdu.isImage else {
            throw fault("'\(kind.prefix(20))' is no table", "XTENSION")
        }
        guard hdu.shape.count == 2, hdu.format == .uint8 else { throw fault("a table has two axes of bytes", "NAXIS") }
        (self.hdu, rowBytes, rowCount, name) = (hdu, hdu.shape[0], hdu.shape[1], hdu.name)
        let body = rowBytes.multipliedReportingOverflow(by: rowCount)
        guard !body.overflow, body.partialValue <= hdu.data.count else { throw fault("more rows than data", "NAXIS2") }
        let heap = hdu.header.integer("THEAP") ?? Int64(body.partialValue)
        guard heap >= body.partialValue, heap <= hdu.data.count else {
            throw fault("the heap begins outside of the data", "THEAP")
        }
        heapStart = Int(heap)
        columns = try ColumnReader(header: hdu.header, rowBytes: rowBytes, isText: kind == "TABLE", fault: fault)
            .columns()
        places = Dictionary(columns.map { ($0.name.lowercased(), $0.index) }) { first, _ in first }
    }

    /// The column of a name, whatever the case of its letters; the first where there are several. Complexity: O(1).
    public func column(ifAny name: String) -> TableColumn? { places[name.lowercased()].map { columns[$0] } }

    /// The column of a name.
    ///
    /// - Throws: `FITSError` that lists the names there are.
    public func column(_ name: String) throws(FITSError) -> TableColumn {
        if let column = column(ifAny: name) { return column }
        let names = columns.prefix(60).map(\.name).joined(separator: ", ")
        throw FITSError(
            .malformed, "there is no column '\(name.prefix(60))'; there are \(names)", offset: hdu.headerOffset,
            hdu: hdu.number, keyword: "TTYPEn")
    }
}

extension FITSFile {
    /// The table of the first HDU that holds one.
    ///
    /// - Throws: `FITSError` where there is none, or where it cannot be read.
    public func firstTable() throws(FITSError) -> FITSTable {
        guard let hdu = hdus.first(where: \.isTable) else {
            throw FITSError(.malformed, "the file holds no table", keyword: "XTENSION")
        }
        return try FITSTable(hdu)
    }
}

extension HDU {
    /// Whether the HDU is a binary or an ASCII table.
    public var isTable: Bool {
        !isImage && ["BINTABLE", "A3DTABLE", "TABLE"].contains(header.string("XTENSION") ?? "")
    }
}
