/// A day of the (proleptic) Gregorian calendar.
public struct GregorianDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Year 0 is the one before year 1.
    public var year: Int
    /// 1 ... 12.
    public var month: Int
    /// Of the month, from 1.
    public var day: Int

    /// Takes any numbers, also of days that do not exist.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date of the day that begins at `mjd`. Complexity: O(1).
    ///
    /// Years are counted from March, so that the leap day comes last in its year.
    public init(mjd: Int) {
        let days = mjd + 678_881  // since 0000-03-01
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The date written `2026-02-25`; nil for anything else and for days that do not exist.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
        guard (1...12).contains(month), (1...31).contains(day), GregorianDate(mjd: mjd) == self else { return nil }
    }

    /// MJD of the day's beginning. Complexity: O(1).
    public var mjd: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 678_881
    }

    public var description: String { "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))" }

    public static func < (left: GregorianDate, right: GregorianDate) -> Bool { left.mjd < right.mjd }
}
