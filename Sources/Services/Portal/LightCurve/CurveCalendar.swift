import SkyMath

/// Marks of an axis of calendar time: whole days, or round parts of one down to hundredths of a second.
///
/// `lightcurve.js` has the same steps for what it draws while the reader zooms.
enum CurveCalendar {
    /// Seconds. None is more than three times the one before, so at least two fit wherever seven of the one before do not.
    private static let steps: [Double] =
        [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200]
        + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000].map { $0 * 86400 }

    /// MJD UTC and what is written there, 2 to 8 of them where `range` (MJD UTC) is from 0.02 s to 900 years long.
    static func ticks(_ range: ClosedRange<Double>) -> [(mjdUtc: Double, text: String)] {
        let span = (range.upperBound - range.lowerBound) * 86400
        guard let step = steps.first(where: { span / $0 <= 7 }) else { return [] }
        let days = step / 86400
        let first = (range.lowerBound / days).rounded(.up)
        let last = (range.upperBound / days).rounded(.down)
        guard last >= first else { return [] }
        return stride(from: first, through: last, by: 1).map { ($0 * days, text($0 * days, step: step)) }
    }

    /// A date; with steps below a day month, day and time; with steps below a minute also seconds.
    private static func text(_ mjdUtc: Double, step: Double) -> String {
        // A millisecond more, so that what is cut off is not the last of 59.99999.
        guard let time = CalendarTime(mjdTai: TimeScale.mjdTai(fromMjdUtc: mjdUtc + 0.001 / 86400)) else { return "" }
        if step >= 86400 { return time.date }
        let length = step >= 60 ? 5 : step >= 1 ? 8 : step >= 0.1 ? 10 : 11
        return "\(time.date.dropFirst(5)) \(time.time.prefix(length))"
    }
}
