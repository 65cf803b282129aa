extension SmallBody {
    /// Bodies of the Minor Planet Center's orbit format (MPCORB.DAT), one to a line.
    ///
    /// Blank lines and everything up to a line of dashes are passed over. Errors: `.badText` and `.notAnOrbit` with
    /// line
    /// and first column. Complexity: O(characters).
    public static func bodies(mpcorb text: String) throws(EphemerisError) -> [SmallBody] {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let first = lines.firstIndex { $0.hasPrefix("----------") }.map { $0 + 1 } ?? 0
        var bodies: [SmallBody] = []
        for index in first..<lines.count where lines[index].contains(where: { !$0.isWhitespace }) {
            bodies.append(try body(mpcorb: lines[index], line: index + 1))
        }
        return bodies
    }

    /// One line of MPCORB. `line` is what errors name.
    public static func body(mpcorb text: some StringProtocol, line: Int = 1) throws(EphemerisError) -> SmallBody {
        let fields = FixedColumns(text, line: line)
        guard let epoch = PackedEpoch.mjd(fields.text(21...25)) else {
            throw EphemerisError(.badText, "not a packed epoch: \(fields.text(21...25))", line: line, column: 21)
        }
        let orbit = OrbitalElements(
            KeplerianElements(
                a: try fields.number(93...103, "semimajor axis"),
                eccentricity: try fields.number(71...79, "eccentricity"),
                inclination: try fields.number(60...68, "inclination"), node: try fields.number(49...57, "node"),
                perihelionArgument: try fields.number(38...46, "argument of perihelion"),
                meanAnomaly: try fields.number(27...35, "mean anomaly"), epochMjdTdb: Double(epoch)))
        let readable = fields.text(167...194)
        return SmallBody(
            designation: readable.isEmpty ? fields.text(1...7) : readable, orbit: try orbit.checked(line: line),
            absoluteMagnitude: try fields.number(ifAny: 9...13, "H"), slope: try fields.number(ifAny: 15...19, "G"))
    }
}

/// A line whose fields are told by columns, from 1.
struct FixedColumns {
    private let bytes: [UInt8]
    private let line: Int

    init(_ text: some StringProtocol, line: Int) {
        bytes = Array(text.utf8)
        self.line = line
    }

    func text(_ columns: ClosedRange<Int>) -> String {
        guard columns.lowerBound <= bytes.count else { return "" }
        return String(decoding: bytes[columns.lowerBound - 1..<min(columns.upperBound, bytes.count)], as: UTF8.self)
            .trimmed
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
