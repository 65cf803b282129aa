extension SmallBody {
    /// Bodies of the Minor Planet Center's orbit format (MPCORB.DAT), one to a line.
    ///
    /// Blank lines and everything up to a line of dashes are passed over. Errors: `.badText` and `.notAnOrbit` with
    /// line
    /// and first column. Complexity: O(characters).
    public static func bodies(mpcorb text: String) throws(EphemerisError) -> [SmallBody] {
        try bodies(mpcorb: Array(text.utf8))
    }

    /// As the other, of the file's bytes: about two microseconds a line.
    public static func bodies(mpcorb text: [UInt8]) throws(EphemerisError) -> [SmallBody] {
        let lines = text.split(separator: 10, omittingEmptySubsequences: false)
        let dashes = [UInt8](repeating: UInt8(ascii: "-"), count: 10)
        let first = lines.firstIndex { $0.starts(with: dashes) }.map { $0 + 1 } ?? 0
        var bodies: [SmallBody] = []
        bodies.reserveCapacity(lines.count - first)
        for index in first..<lines.count where lines[index].contains(where: { !FixedColumns.isBlank($0) }) {
            bodies.append(try body(FixedColumns(lines[index], line: index + 1), line: index + 1))
        }
        return bodies
    }

    /// One line of MPCORB. `line` is what errors name.
    public static func body(mpcorb text: some StringProtocol, line: Int = 1) throws(EphemerisError) -> SmallBody {
        try body(FixedColumns(Array(text.utf8)[...], line: line), line: line)
    }

    private static func body(_ fields: FixedColumns, line: Int) throws(EphemerisError) -> SmallBody {
        let epoch = fields.text(21...25)
        guard let mjd = PackedEpoch.mjd(epoch) else {
            throw EphemerisError(.badText, "not a packed epoch: \(epoch)", line: line, column: 21)
        }
        let orbit = OrbitalElements(
            KeplerianElements(
                a: try fields.number(93...103, "semimajor axis"),
                eccentricity: try fields.number(71...79, "eccentricity"),
                inclination: try fields.number(60...68, "inclination"), node: try fields.number(49...57, "node"),
                perihelionArgument: try fields.number(38...46, "argument of perihelion"),
                meanAnomaly: try fields.number(27...35, "mean anomaly"), epochMjdTdb: Double(mjd)))
        let (packed, readable) = (fields.text(1...7), fields.text(167...194))
        return SmallBody(
            designation: readable.isEmpty ? packed : readable, orbit: try orbit.checked(line: line),
            absoluteMagnitude: try fields.number(ifAny: 9...13, "H"), slope: try fields.number(ifAny: 15...19, "G"),
            packedDesignation: packed.isEmpty ? nil : packed, fit: OrbitFit(fields))
    }
}

extension OrbitFit {
    /// Columns that are not as they should be tell nothing.
    fileprivate init(_ fields: FixedColumns) {
        let arc = fields.text(128...136)
        let days = arc.hasSuffix("days") ? Double(arc.dropLast(4).trimmed) : nil
        self.init(
            uncertainty: Int(fields.text(106...106)), observations: Int(fields.text(118...122)),
            oppositions: Int(fields.text(124...126)), arcDays: days.flatMap { $0.isFinite ? $0 : nil },
            rmsArcsec: Double(fields.text(138...141)).flatMap { $0.isFinite ? $0 : nil })
    }
}

/// A line whose fields are told by columns, from 1.
struct FixedColumns {
    private let bytes: ArraySlice<UInt8>
    private let line: Int

    init(_ bytes: ArraySlice<UInt8>, line: Int) {
        self.bytes = bytes
        self.line = line
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// Without blanks around it.
    func text(_ columns: ClosedRange<Int>) -> String {
        var field = bytes.dropFirst(columns.lowerBound - 1).prefix(columns.count)
        while let first = field.first, Self.isBlank(first) { field.removeFirst() }
        while let last = field.last, Self.isBlank(last) { field.removeLast() }
        return String(decoding: field, as: UTF8.self)
    }

    func number(ifAny columns: ClosedRange<Int>, _ name: String) throws(EphemerisError) -> Double? {
        let text = text(columns)
        guard !text.isEmpty else { return nil }
        guard let value = Double(text), value.isFinite else {
            throw EphemerisError(
                .badText, "\(name) is not a number: \(text)", line: line, column: columns.lowerBound)
        }
        return value
    }

    func number(_ columns: ClosedRange<Int>, _ name: String) throws(EphemerisError) -> Double {
        if let value = try number(ifAny: columns, name) { return value }
        throw EphemerisError(.badText, "no \(name)", line: line, column: columns.lowerBound)
    }
}
