/// A day of the Gregorian calendar, also before it was introduced.
struct CivilDate {
    var year: Int
    var month: Int
    var day: Int

    /// Days from 1 January 1970. Years are counted from 1 March, so that the leap day is their last.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let cycle = shifted.dividedDown(by: 400)
        let yearOfCycle = shifted - cycle * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
    }

    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let cycle = shifted.dividedDown(by: 146_097)
        let dayOfCycle = shifted - cycle * 146_097
        let leap = dayOfCycle / 1460 - dayOfCycle / 36_524 + dayOfCycle / 146_096
        let yearOfCycle = (dayOfCycle - leap) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = (monthFromMarch + 2) % 12 + 1
        year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    }

    static func days(in month: Int, of year: Int) -> Int {
        let next = month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1)
        return next - days(year, month, 1)
    }
}

extension Int {
    /// The quotient rounded towards minus infinity.
    func dividedDown(by divisor: Int) -> Int { (self - remainderUp(of: divisor)) / divisor }

    /// The remainder from 0 to `divisor`.
    func remainderUp(of divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
