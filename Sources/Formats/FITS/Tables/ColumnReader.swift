/// Reads the columns of a table from its header.
struct ColumnReader {
    let header: Header
    /// Bytes of a row.
    let rowBytes: Int
    let isText: Bool
    let fault: (_ message: String, _ keyword: String) -> FITSError

    func columns() throws(FITSError) -> [TableColumn] {
        guard let count = header.integer("TFIELDS"), (0...999).contains(count) else {
            throw fault("TFIELDS must be 0 to 999", "TFIELDS")
        }
        var columns: [TableColumn] = []
        var offset = 0
        for index in 0..<Int(count) {
            let column = try column(index, offset: offset)
            offset = column.place.offset + column.place.width
            columns.append(column)
        }
        return columns
    }

    private func column(_ index: Int, offset: Int) throws(FITSError) -> TableColumn {
        let number = index + 1
        let written = header.string("TFORM\(number)") ?? ""
        guard let format = isText ? ColumnFormat(text: written) : ColumnFormat(binary: written) else {
            throw fault("'\(written.prefix(40))' is no format of a column", "TFORM\(number)")
        }
        let start = isText ? try textStart(number) : offset
        guard start <= rowBytes, format.width <= rowBytes - start else {
            throw fault(
                "the column ends after the row's \(rowBytes) bytes", isText ? "TBCOL\(number)" : "TFORM\(number)")
        }
        var column = TableColumn(
            name: header.string("TTYPE\(number)") ?? "", unit: header.string("TUNIT\(number)") ?? "", index: index,
            type: format.type, elementCount: format.elementCount,
            place: TableColumn.Place(storage: format.storage, offset: start, width: format.width))
        column.axes = try axes(number, format)
        column.scaling = try scaling(number, format)
        return column
    }

    private func textStart(_ number: Int) throws(FITSError) -> Int {
        guard let start = header.integer("TBCOL\(number)"), start >= 1, start <= rowBytes + 1 else {
            throw fault("the column begins outside of the row's \(rowBytes) bytes", "TBCOL\(number)")
        }
        return Int(start) - 1
    }

    private func scaling(_ number: Int, _ format: ColumnFormat) throws(FITSError) -> ColumnScaling {
        var scaling = ColumnScaling()
        if ![.logical, .bit, .character].contains(format.type) {
            scaling.scale = try finite("TSCAL\(number)") ?? 1
            scaling.zero = try finite("TZERO\(number)") ?? 0
        }
        if case .text = format.storage { scaling.nullText = header.string("TNULL\(number)") }
        if format.type.isInteger { scaling.null = header.integer("TNULL\(number)") }
        return scaling
    }

    private func finite(_ keyword: String) throws(FITSError) -> Double? {
        guard header[keyword] != nil else { return nil }
        guard let value = header.real(keyword), value.isFinite else { throw fault("must be a number", keyword) }
        return value
    }

    /// TDIM is `(a,b,...)`; what does not fit the cell is refused where the cell is fixed.
    private func axes(_ number: Int, _ format: ColumnFormat) throws(FITSError) -> [Int] {
        guard !isText, let text = header.string("TDIM\(number)"), !text.isEmpty else {
            return format.substring.map { [$0, (format.elementCount ?? 0) / $0] } ?? []
        }
        let inner = text.drop { $0 == " " || $0 == "(" }.prefix { $0 != ")" }
        let axes = inner.split(separator: ",").map { Int($0.filter { $0 != " " }) ?? -1 }
        var product = 1
        for axis in axes {
            let (next, overflow) = product.multipliedReportingOverflow(by: axis)
            guard axis >= 0, !overflow else { throw fault("'\(text.prefix(40))' names no shape", "TDIM\(number)") }
            product = next
        }
        guard product <= format.elementCount ?? .max else {
            throw fault("'\(text.prefix(40))' is more than the cell's elements", "TDIM\(number)")
        }
        return axes
    }
}
