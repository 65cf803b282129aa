/// A UTC date and time of day, to the millisecond; `second` reaches 60 within a leap second.
public struct CalendarTime: Sendable, Hashable, CustomStringConvertible {
    /// -9999 ... 9999.
    public var year: Int
    /// 1 ... 12.
    public var month: Int
    /// Of the month, from 1.
    public var day: Int
    /// 0 ... 23.
    public var hour: Int
    /// 0 ... 59.
    public var minute: Int
    /// 0 ... 59, and 60 within a leap second.
    public var second: Int
    /// 0 ... 999.
    public var millisecond: Int

    /// The UTC calendar time of `mjdTai`, rounded to the millisecond; nil for NaN and beyond the years -9999 to 9999.
    public init?(mjdTai: Double) {
        guard mjdTai > -4_300_000, mjdTai < 2_973_483 else { return nil }
        var (mjd, seconds) = TimeScale.utcDay(fromMjdTai: mjdTai)
        var total = Int((seconds * 1000 / TimeScale.dayStretch(mjd)).rounded())
        if Double(total) >= (TimeScale.dayLength(mjd) / TimeScale.dayStretch(mjd) * 1000).rounded() {
            mjd += 1
            total = 0
        }
        let date = GregorianDate(mjd: Int(mjd))
        (year, month, day) = (date.year, date.month, date.day)
        millisecond = total % 1000
        let whole = total / 1000
        hour = min(whole / 3600, 23)
        minute = min((whole - hour * 3600) / 60, 59)
        second = whole - hour * 3600 - minute * 60
    }

    /// ISO 8601, such as `2026-02-25T03:14:15.926Z`.
    public var description: String { "\(date)T\(time)Z" }

    /// Such as `2026-02-25`.
    public var date: String { GregorianDate(year: year, month: month, day: day).description }

    /// Such as `03:14:15.926`.
    public var time: String { "\(pad(hour, 2)):\(pad(minute, 2)):\(pad(second, 2)).\(pad(millisecond, 3))" }

    /// MJD TAI of the ISO 8601 UTC text `2026-02-25`, `2026-02-25T03:14:15` or `2026-02-25 03:14:15.926Z`; nil for
    /// anything else.
    public static func mjdTai(iso text: some StringProtocol) -> Double? {
        var rest = text.hasSuffix("Z") ? String(text.dropLast()) : String(text)
        guard let date = GregorianDate(String(rest.prefix(10))) else { return nil }
        rest = String(rest.dropFirst(10))
        guard let first = rest.first else { return TimeScale.mjdTai(fromMjdUtc: Double(date.mjd)) }
        guard first == "T" || first == " ", let seconds = secondsOfDay(String(rest.dropFirst())) else { return nil }
        let mjd = Double(date.mjd)
        let stretch = TimeScale.dayStretch(mjd)
        guard seconds < TimeScale.dayLength(mjd) / stretch else { return nil }
        return mjd + (seconds * stretch + LeapSeconds.taiMinusUtc(mjd)) / TimeScale.secondsPerDay
    }

    private static func secondsOfDay(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.first?.isASCIIDigit == true }),
            let hour = Int(parts[0]), (0...23).contains(hour), let minute = Int(parts[1]), (0...59).contains(minute),
            let second = parts.count == 3 ? Double(parts[2]) : 0, second < (hour == 23 && minute == 59 ? 61 : 60)
        else { return nil }
        return Double(hour * 3600 + minute * 60) + second
    }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}

/// `value` with leading zeros to `width` digits.
func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(abs(value))
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
