internal import Bytes

/// The elements of one cell: where they lie in the table's data, and how many there are.
struct TableElements {
    var offset: Int
    var count: Int
}

extension FITSTable {
    /// Where the elements of a cell are.
    ///
    /// - Throws: `FITSError` for rows that there are not, and for descriptors that point outside of the heap.
    func elements(row: Int, _ column: TableColumn) throws(FITSError) -> TableElements {
        guard row >= 0, row < rowCount else {
            throw fault("there is no row \(row); there are \(rowCount)", column, hdu.dataOffset)
        }
        let offset = row * rowBytes + column.place.offset
        switch column.place.storage {
        case .fixed: return TableElements(offset: offset, count: column.elementCount ?? 0)
        case .text: return TableElements(offset: offset, count: column.place.width)
        case .heap32, .heap64:
            if column.place.width == 0 { return TableElements(offset: offset, count: 0) }
            return try heap(at: offset, column)
        }
    }

    private func heap(at offset: Int, _ column: TableColumn) throws(FITSError) -> TableElements {
        let isShort = column.place.storage == .heap32
        let count = isShort ? Int(load(offset, as: Int32.self)) : Int(load(offset, as: Int64.self))
        let start = isShort ? Int(load(offset + 4, as: Int32.self)) : Int(load(offset + 8, as: Int64.self))
        let room = hdu.data.count - heapStart
        guard count >= 0, start >= 0, let bytes = column.type.bytes(count), start <= room, bytes <= room - start else {
            throw fault(
                "an array of \(count) elements at \(start) is not within the heap of \(room) bytes", column,
                hdu.dataOffset + offset)
        }
        return TableElements(offset: heapStart + start, count: count)
    }

    /// A big-endian integer of the data. The caller has made sure that it is there.
    func load<Word: FixedWidthInteger>(_ offset: Int, as type: Word.Type) -> Word {
        hdu.data.withUnsafeBytes { Word(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Word.self)) }
    }

    func fault(_ message: String, _ column: TableColumn, _ offset: Int) -> FITSError {
        let name = column.name.isEmpty ? "" : " (column \(column.name.prefix(40)))"
        return FITSError(
            .malformed, message + name, offset: offset, hdu: hdu.number, keyword: "TFORM\(column.index + 1)")
    }
}
