internal import Bytes

extension FITSTable {
    /// An element of a numeric column, scaled; nil where it is TNULL or NaN. The place is within the data.
    func real(_ offset: Int, _ column: TableColumn) -> Double? {
        let value: Double
        switch column.type {
        case .float, .complex: value = Double(Float(bitPattern: load(offset, as: UInt32.self)))
        case .double, .doubleComplex: value = Double(bitPattern: load(offset, as: UInt64.self))
        default:
            guard let stored = stored(offset, column) else { return nil }
            return column.scaling(Double(stored))
        }
        return value.isNaN ? nil : column.scaling(value)
    }

    /// The integer as it is stored; nil where it is TNULL.
    func stored(_ offset: Int, _ column: TableColumn) -> Int64? {
        let value =
            switch column.type {
            case .byte: Int64(load(offset, as: UInt8.self))
            case .int16: Int64(load(offset, as: Int16.self))
            case .int32: Int64(load(offset, as: Int32.self))
            default: load(offset, as: Int64.self)
            }
        return value == column.scaling.null ? nil : value
    }

    /// The integer with the column's zero; nil where it is TNULL or more than 64 bits.
    func whole(_ offset: Int, _ column: TableColumn) -> Int64? {
        guard let stored = stored(offset, column), let zero = Int64(exactly: column.scaling.zero) else { return nil }
        let (sum, overflow) = stored.addingReportingOverflow(zero)
        return overflow ? nil : sum
    }

    func logical(_ offset: Int) -> Bool? {
        switch hdu.data[offset] {
        case UInt8(ascii: "T"): true
        case UInt8(ascii: "F"): false
        default: nil
        }
    }

    func complex(_ offset: Int, _ column: TableColumn) -> ComplexNumber {
        let half = column.type.byteCount / 2
        let scaling = column.scaling
        guard !scaling.isIdentity else {
            return ComplexNumber(
                real: real(offset, column) ?? .nan, imaginary: real(offset + half, column) ?? .nan)
        }
        // The zero is added to the real part alone; the scale is of both.
        let imaginary = real(offset + half, column).map { $0 - scaling.zero } ?? .nan
        return ComplexNumber(real: real(offset, column) ?? .nan, imaginary: imaginary)
    }

    /// Characters up to the first NUL, without the blanks at the end. Bytes that are no ASCII text become `?`.
    func string(_ offset: Int, count: Int) -> String {
        hdu.data.withUnsafeBytes { data in
            let bytes = data[offset..<offset + count].prefix { $0 != 0 }
            return CardParser.trimmed(bytes.map { (32...126).contains($0) ? $0 : UInt8(ascii: "?") }[...])
        }
    }

    /// The cell's strings: one, or as many as the first of the column's axes goes into it.
    func strings(_ elements: TableElements, _ column: TableColumn) -> [String] {
        guard column.axes.count > 1, let length = column.axes.first, length > 0 else {
            return [string(elements.offset, count: elements.count)]
        }
        let count = column.axes.dropFirst().reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
        return (0..<max(0, min(count, elements.count / length))).map {
            string(elements.offset + $0 * length, count: length)
        }
    }
}
