internal import Bytes

/// Lays columns out as the rows of a binary table (FITS Standard 4.0, section 7.3).
struct TableWriter {
    let columns: [NewColumn]
    let rowCount: Int
    let widths: [Int]

    init(_ columns: [NewColumn]) throws(FITSError) {
        self.columns = columns
        rowCount = columns.first?.values.count ?? 0
        guard columns.count <= 999 else { throw FITSError(.limit, "\(columns.count) columns; a table has 999 at most") }
        var names: Set<String> = []
        for (index, column) in columns.enumerated() {
            let fault = { FITSError(.malformed, $0, keyword: "TTYPE\(index + 1)") }
            guard column.values.count == rowCount else {
                throw fault("column '\(column.name.prefix(60))' has \(column.values.count) rows, not \(rowCount)")
            }
            guard !column.name.isEmpty, names.insert(column.name.lowercased()).inserted else {
                throw fault("a column needs a name of its own, not '\(column.name.prefix(60))'")
            }
        }
        widths = columns.map { Self.width($0.values) }
    }

    var rowBytes: Int { widths.reduce(0, +) }

    func cards() -> [Card] {
        var cards = [Card("TFIELDS", .integer(Int64(columns.count)), "number of columns")]
        for (index, column) in columns.enumerated() {
            cards.append(Card("TTYPE\(index + 1)", .string(column.name), column.comment))
            cards.append(Card("TFORM\(index + 1)", .string(form(index))))
            if !column.unit.isEmpty { cards.append(Card("TUNIT\(index + 1)", .string(column.unit))) }
        }
        return cards
    }

    func data() -> Bytes {
        Bytes(capacity: rowBytes * rowCount) { output in
            var offset = 0
            for (column, width) in zip(columns, widths) {
                write(column.values, width, offset, output)
                offset += width
            }
            return output.count
        }
    }

    private func form(_ index: Int) -> String {
        switch columns[index].values {
        case .floats: "1E"
        case .doubles: "1D"
        case .int32s: "1J"
        case .int64s: "1K"
        case .strings: "\(widths[index])A"
        case .logicals: "1L"
        }
    }

    private static func width(_ values: ColumnValues) -> Int {
        switch values {
        case .floats, .int32s: 4
        case .doubles, .int64s: 8
        case .strings(let strings): max(1, strings.reduce(0) { max($0, $1.unicodeScalars.count) })
        case .logicals: 1
        }
    }

    private func write(_ values: ColumnValues, _ width: Int, _ offset: Int, _ output: UnsafeMutableRawBufferPointer) {
        switch values {
        case .floats(let values): store(values, offset, output) { $0.bitPattern.bigEndian }
        case .doubles(let values): store(values, offset, output) { $0.bitPattern.bigEndian }
        case .int32s(let values): store(values, offset, output) { $0.bigEndian }
        case .int64s(let values): store(values, offset, output) { $0.bigEndian }
        case .logicals(let values): store(values, offset, output) { UInt8(ascii: $0 ? "T" : "F") }
        case .strings(let values):
            for (row, text) in values.enumerated() {
                let bytes = text.unicodeScalars.map {
                    (32...126).contains($0.value) ? UInt8($0.value) : UInt8(ascii: "?")
                }
                let padding = repeatElement(UInt8(ascii: " "), count: width - bytes.count)
                output[(row * rowBytes + offset)...].copyBytes(from: bytes + padding)
            }
        }
    }

    private func store<Value, Word: BitwiseCopyable>(
        _ values: [Value], _ offset: Int, _ output: UnsafeMutableRawBufferPointer, _ word: (Value) -> Word
    ) {
        let step = rowBytes
        for (row, value) in values.enumerated() {
            output.storeBytes(of: word(value), toByteOffset: row * step + offset, as: Word.self)
        }
    }
}
