/// Numbers as words of a report.
enum ReportText {
    /// With one decimal; `-` for nothing.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "-" }
        let tenths = part * 1000 / whole
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// Three numbers of seconds; `-` for nothing.
    ///
    /// - Parameter secondsPerMs: of the milliseconds given.
    static func seconds(_ latency: Percentiles?, _ secondsPerMs: Double) -> String {
        guard let latency else { return "-" }
        return [latency.p50, latency.p95, latency.p99].map { seconds($0, secondsPerMs) }.joined(separator: " / ")
    }

    /// To the millisecond, from a hundred on to the tenth.
    static func seconds(_ milliseconds: Int64, _ secondsPerMs: Double) -> String {
        let value = Double(milliseconds) * secondsPerMs
        return fixed(value, digits: abs(value) < 100 ? 3 : 1)
    }

    /// Without a decimal point where there is no need of one.
    static func number(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }

    private static func fixed(_ value: Double, digits: Int) -> String {
        let scale = digits == 3 ? 1000 : 10
        guard let units = Int(exactly: (value * Double(scale)).rounded()) else { return "\(value)" }
        let size = units.magnitude
        let rest = "\(size % UInt(scale))"
        return "\(units < 0 ? "-" : "")\(size / UInt(scale))."
            + String(repeating: "0", count: digits - rest.count) + rest
    }
}
