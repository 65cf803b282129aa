internal import Bytes

extension FITSTable {
    /// A number of a cell, scaled: nil where it is TNULL, NaN, blank, or where the cell has no such element. Logical
    /// values count as 0 and 1.
    ///
    /// - Throws: `FITSError` for rows that there are not, text in a column of numbers, strings, and faulty
    ///   descriptors. Complexity: O(1).
    public func number(row: Int, _ column: TableColumn, element: Int = 0) throws(FITSError) -> Double? {
        let elements = try elements(row: row, column)
        if case .text = column.place.storage, column.type != .character { return try written(elements, column) }
        guard element >= 0, element < elements.count else { return nil }
        let place = elements.offset + element * column.type.byteCount
        switch column.type {
        case .character: throw fault("the column holds text", column, hdu.dataOffset + elements.offset)
        case .logical: return logical(place).map { $0 ? 1 : 0 }
        case .bit: return bit(elements, element) ? 1 : 0
        default:
            if column.scaling.isUnsigned64, column.type == .int64 { return unsigned(place, column).map { Double($0) } }
            return real(place, column)
        }
    }

    /// A whole number of a cell, such as an identifier, in full precision: nil where there is none or it is none.
    ///
    /// - Throws: as `number`. Complexity: O(1).
    public func integer(row: Int, _ column: TableColumn, element: Int = 0) throws(FITSError) -> Int64? {
        guard column.type.isInteger, column.scaling.isWhole else {
            return try number(row: row, column, element: element).flatMap { Int64(exactly: $0) }
        }
        let elements = try elements(row: row, column)
        if case .text = column.place.storage {
            return try writtenInteger(elements, column)
        }
        guard element >= 0, element < elements.count else { return nil }
        return whole(elements.offset + element * column.type.byteCount, column)
    }

    /// A cell as text: strings without the blanks at their ends, whole numbers in full, others as Swift writes them;
    /// empty where there is no value. Of arrays the first element.
    ///
    /// - Throws: as `number`. Complexity: O(characters).
    public func text(row: Int, _ column: TableColumn) throws(FITSError) -> String {
        if column.type == .character {
            return strings(try elements(row: row, column), column).first ?? ""
        }
        if column.scaling.isUnsigned64, column.type == .int64, case .unsigned(let all) = try cell(row: row, column) {
            return all.first?.map(String.init) ?? ""
        }
        if column.type.isInteger, column.scaling.isWhole {
            return try integer(row: row, column).map(String.init) ?? ""
        }
        return try number(row: row, column).map { "\($0)" } ?? ""
    }

    /// All of a cell. Complexity: O(elements).
    ///
    /// - Throws: `FITSError` for rows that there are not, text that is no number, and faulty descriptors.
    public func cell(row: Int, _ column: TableColumn) throws(FITSError) -> TableCell {
        let elements = try elements(row: row, column)
        if case .text = column.place.storage { return try textCell(row: row, column, elements) }
        let size = column.type.byteCount
        let places = (0..<elements.count).lazy.map { elements.offset + $0 * size }
        switch column.type {
        case .character: return .text(strings(elements, column))
        case .logical: return .logicals(places.map(logical))
        case .bit: return .bits((0..<elements.count).map { bit(elements, $0) })
        case .complex, .doubleComplex: return .complex(places.map { complex($0, column) })
        case .int64 where column.scaling.isUnsigned64: return .unsigned(places.map { unsigned($0, column) })
        case .byte, .int16, .int32, .int64:
            if column.scaling.isWhole { return .integers(places.map { whole($0, column) }) }
            return .reals(places.map { real($0, column) ?? .nan })
        case .float, .double: return .reals(places.map { real($0, column) ?? .nan })
        }
    }

    private func textCell(row: Int, _ column: TableColumn, _ elements: TableElements) throws(FITSError) -> TableCell {
        if column.type == .character { return .text([string(elements.offset, count: elements.count)]) }
        if column.type == .int64, column.scaling.isWhole { return .integers([try integer(row: row, column)]) }
        return .reals([try written(elements, column) ?? .nan])
    }

    /// The first bit is the highest of the first byte.
    private func bit(_ elements: TableElements, _ number: Int) -> Bool {
        hdu.data[elements.offset + number / 8] >> UInt8(7 - number % 8) & 1 == 1
    }

    private func unsigned(_ place: Int, _ column: TableColumn) -> UInt64? {
        stored(place, column).map { UInt64(bitPattern: $0) ^ 1 << 63 }
    }
}
