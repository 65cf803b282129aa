extension FITSTable {
    /// A number that is written as text: nil where the field is blank or TNULL.
    ///
    /// - Throws: `FITSError` for text that is no number.
    func written(_ elements: TableElements, _ column: TableColumn) throws(FITSError) -> Double? {
        guard let text = field(elements, column) else { return nil }
        guard let value = Self.number(text, column) else {
            throw fault("'\(text.prefix(40))' is no number", column, hdu.dataOffset + elements.offset)
        }
        return column.scaling(value)
    }

    /// A whole number that is written as text, in full precision.
    func writtenInteger(_ elements: TableElements, _ column: TableColumn) throws(FITSError) -> Int64? {
        if column.scaling.isIdentity, let value = field(elements, column).flatMap({ Int64($0) }) { return value }
        return try written(elements, column).flatMap { Int64(exactly: $0) }
    }

    /// The field without blanks around it; nil where it is blank or TNULL.
    private func field(_ elements: TableElements, _ column: TableColumn) -> Substring? {
        let text = string(elements.offset, count: elements.count)
        if text == column.scaling.nullText.map(Self.trimmedEnd) { return nil }
        let number = text.drop { $0 == " " }
        return number.isEmpty ? nil : number
    }

    /// Exponents may be written with D or E; without a point, the last decimals are understood to follow one.
    private static func number(_ text: Substring, _ column: TableColumn) -> Double? {
        let plain = text.uppercased().replacing("D", with: "E")
        guard plain.utf8.allSatisfy({ "0123456789+-.E".utf8.contains($0) }), let value = Double(plain) else {
            return nil
        }
        guard case .text(let decimals) = column.place.storage, decimals > 0, !plain.contains("."),
            column.type == .double
        else { return value }
        return (0..<decimals).reduce(value) { number, _ in number / 10 }
    }

    private static func trimmedEnd(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }
}
