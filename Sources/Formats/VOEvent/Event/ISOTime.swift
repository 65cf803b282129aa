/// A date and a time of day in ISO 8601's words, in whatever scale its place says; 23:59:60 is a time of UTC.
public struct ISOTime: Sendable, Hashable {
    /// 0 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// Of the month, from 1.
    public let day: Int
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 60.
    public let second: Int
    /// 0 to 999,999,999.
    public let nanosecond: Int

    /// `2026-11-21T14:30:34.25`, with or without a fraction and a `Z`, or with an offset such as `+02:00`, which is
    /// taken off. Digits below the nanosecond are cut.
    ///
    /// - Returns: nil where the text is no such time, or names a day that its month does not have.
    public init?(_ text: String) {
        var scanner = TimeScanner(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), scanner.take("T"), let hour = scanner.number(2), scanner.take(":"),
            let minute = scanner.number(2), scanner.take(":"), let second = scanner.number(2),
            let nanosecond = scanner.fraction(), let offsetMinutes = scanner.offset(), scanner.isAtEnd,
            (1...12).contains(month), (1...CivilDate.days(in: month, of: year)).contains(day), hour < 24,
            minute < 60, second < 61
        else { return nil }
        let minutes = hour * 60 + minute - offsetMinutes
        let date = CivilDate(daysSince1970: CivilDate.days(year, month, day) + minutes.dividedDown(by: 1440))
        let ofDay = minutes.remainderUp(of: 1440)
        self.init(date, hour: ofDay / 60, minute: ofDay % 60, second: second, nanosecond: nanosecond)
        guard (0...9999).contains(self.year) else { return nil }
    }

    /// Milliseconds since 1970 in the scale's own days of 86,400 s, as clocks of UTC count them; those outside of the
    /// years 0 to 9999 become the first or last of them.
    public init(unixMs: Int64) {
        let ms = min(max(Int(unixMs), -62_167_219_200_000), 253_402_300_799_999)
        self.init(days: ms.dividedDown(by: 86_400_000), nanosecondsOfDay: ms.remainderUp(of: 86_400_000) * 1_000_000)
    }

    /// Modified Julian date in the scale of this time, to a microsecond.
    ///
    /// - Returns: nil where it is not finite or outside of the years 0 to 9999.
    public init?(mjd: Double) {
        guard mjd.isFinite, abs(mjd) < 4e6 else { return nil }
        let day = mjd.rounded(.down)
        let microseconds = ((mjd - day) * 86_400_000_000).rounded()
        let days = Int(day) - 40_587 + Int(microseconds) / 86_400_000_000
        self.init(days: days, nanosecondsOfDay: Int(microseconds) % 86_400_000_000 * 1000)
        guard (0...9999).contains(year) else { return nil }
    }

    private init(days: Int, nanosecondsOfDay: Int) {
        let second = nanosecondsOfDay / 1_000_000_000
        self.init(
            CivilDate(daysSince1970: days), hour: second / 3600, minute: second / 60 % 60, second: second % 60,
            nanosecond: nanosecondsOfDay % 1_000_000_000)
    }

    private init(_ date: CivilDate, hour: Int, minute: Int, second: Int, nanosecond: Int) {
        (year, month, day) = (date.year, date.month, date.day)
        (self.hour, self.minute, self.second, self.nanosecond) = (hour, minute, second, nanosecond)
    }

    /// Modified Julian date in the scale of this time. A leap second reads as the first second of the next day.
    public var mjd: Double {
        Double(CivilDate.days(year, month, day) + 40_587) + (Double(secondOfDay) + Double(nanosecond) / 1e9) / 86_400
    }

    /// Milliseconds since 1970 in days of 86,400 s.
    public var unixMs: Int64 {
        Int64(CivilDate.days(year, month, day)) * 86_400_000 + Int64(secondOfDay) * 1000 + Int64(nanosecond / 1_000_000)
    }

    private var secondOfDay: Int { hour * 3600 + minute * 60 + second }

    /// `2026-11-21T14:30:34.25`: without a zone, the fraction with no more digits than it needs.
    public var text: String {
        let seconds =
            "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
            + "T\(hour.padded(2)):\(minute.padded(2)):\(second.padded(2))"
        guard nanosecond > 0 else { return seconds }
        var digits = nanosecond.padded(9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(seconds).\(digits)"
    }

    /// The same with `Z`, for a time that is UTC.
    public var utcText: String { text + "Z" }
}

extension Int {
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
