/// TAI - UTC since 1960 (IERS Bulletin C and the earlier BIH table, as in `tai-utc.dat`).
///
/// Until 1972 UTC ran at its own rate, so the difference grows within a row; since then it is whole seconds.
enum LeapSeconds {
    struct Row {
        /// First day, MJD UTC.
        var start: Double
        var seconds: Double
        var referenceMjd: Double = 0
        var secondsPerDay: Double = 0
    }

    /// First day of the last row, MJD UTC, and its difference: the fast way for every modern time.
    static let lastStart = 57754.0
    static let lastSeconds = 37.0
    static let firstWholeSecondStart = 41317.0

    /// TAI - UTC in seconds at `mjdUtc`; before 1960 the value of 1960-01-01. Complexity: O(1) after 2016, else
    /// O(rows).
    static func taiMinusUtc(_ mjdUtc: Double) -> Double {
        if mjdUtc >= lastStart { return lastSeconds }
        if mjdUtc.isNaN { return .nan }
        let row = rows.last { $0.start <= mjdUtc } ?? rows[0]
        return row.seconds + (max(mjdUtc, rows[0].start) - row.referenceMjd) * row.secondsPerDay
    }

    static let rows: [Row] = drifting + whole

    private static let drifting: [Row] = [
        Row(start: 36934, seconds: 1.4178180, referenceMjd: 37300, secondsPerDay: 0.0012960),
        Row(start: 37300, seconds: 1.4228180, referenceMjd: 37300, secondsPerDay: 0.0012960),
        Row(start: 37512, seconds: 1.3728180, referenceMjd: 37300, secondsPerDay: 0.0012960),
        Row(start: 37665, seconds: 1.8458580, referenceMjd: 37665, secondsPerDay: 0.0011232),
        Row(start: 38334, seconds: 1.9458580, referenceMjd: 37665, secondsPerDay: 0.0011232),
        Row(start: 38395, seconds: 3.2401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 38486, seconds: 3.3401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 38639, seconds: 3.4401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 38761, seconds: 3.5401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 38820, seconds: 3.6401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 38942, seconds: 3.7401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 39004, seconds: 3.8401300, referenceMjd: 38761, secondsPerDay: 0.0012960),
        Row(start: 39126, seconds: 4.3131700, referenceMjd: 39126, secondsPerDay: 0.0025920),
        Row(start: 39887, seconds: 4.2131700, referenceMjd: 39126, secondsPerDay: 0.0025920),
    ]

    /// First days (MJD UTC) of 10 s, 11 s, ... 37 s.
    private static let whole: [Row] = [
        41317, 41499, 41683, 42048, 42413, 42778, 43144, 43509, 43874, 44239, 44786, 45151, 45516, 46247, 47161, 47892,
        48257, 48804, 49169, 49534, 50083, 50630, 51179, 53736, 54832, 56109, 57204, 57754,
    ].enumerated().map { Row(start: $0.element, seconds: Double(10 + $0.offset)) }
}
