/// Times as the surveys write them, converted to MJD TAI and back.
///
/// UTC dates are "quasi" dates as in SOFA and astropy: a day with a leap second is 86401 s long and its fraction is
/// of that length. NaN and infinities pass through. Accuracy is that of a `Double`: about 1 microsecond for an MJD,
/// 40 microseconds for a JD.
public enum TimeScale {
    static let jdOfMjdZero = 2_400_000.5
    static let secondsPerDay = 86400.0
    static let mjdOfUnixZero = 40587.0

    /// TAI - UTC in seconds at `mjdUtc`. Source: IERS Bulletin C; the drifting UTC of 1960 to 1972 is included.
    public static func taiMinusUtc(atMjdUtc mjdUtc: Double) -> Double { LeapSeconds.taiMinusUtc(mjdUtc) }

    /// From MJD UTC, whose leap seconds are counted.
    public static func mjdTai(fromMjdUtc mjdUtc: Double) -> Double {
        if mjdUtc >= LeapSeconds.lastStart { return mjdUtc + LeapSeconds.lastSeconds / secondsPerDay }
        let day = mjdUtc.rounded(.down)
        return day + ((mjdUtc - day) * dayLength(day) + LeapSeconds.taiMinusUtc(day)) / secondsPerDay
    }

    /// The "quasi" MJD UTC of a time in MJD TAI.
    public static func mjdUtc(fromMjdTai mjdTai: Double) -> Double {
        let modern = mjdTai - LeapSeconds.lastSeconds / secondsPerDay
        if modern >= LeapSeconds.lastStart || !mjdTai.isFinite { return modern }
        let (day, seconds) = utcDay(fromMjdTai: mjdTai)
        return day + seconds / dayLength(day)
    }

    /// From a Julian date in UTC.
    public static func mjdTai(fromJdUtc jdUtc: Double) -> Double { mjdTai(fromMjdUtc: jdUtc - jdOfMjdZero) }

    /// The Julian date in UTC of a time in MJD TAI.
    public static func jdUtc(fromMjdTai mjdTai: Double) -> Double { mjdUtc(fromMjdTai: mjdTai) + jdOfMjdZero }

    /// TT = TAI + 32.184 s.
    public static func mjdTT(fromMjdTai mjdTai: Double) -> Double { mjdTai + 32.184 / secondsPerDay }

    /// TAI = TT - 32.184 s.
    public static func mjdTai(fromMjdTT mjdTT: Double) -> Double { mjdTT - 32.184 / secondsPerDay }

    /// From milliseconds of POSIX time, which knows no leap seconds.
    public static func mjdTai(fromUnixMs milliseconds: Int64) -> Double {
        mjdTai(fromMjdUtc: mjdOfUnixZero + Double(milliseconds) / (secondsPerDay * 1000))
    }

    /// Milliseconds of POSIX time, rounded; nil outside of what 64 bits of milliseconds can hold, and for NaN.
    public static func unixMs(fromMjdTai mjdTai: Double) -> Int64? {
        Int64(exactly: ((mjdUtc(fromMjdTai: mjdTai) - mjdOfUnixZero) * secondsPerDay * 1000).rounded())
    }

    /// Length of the UTC day that begins at `mjdUtc`, in SI seconds: 86400 but where seconds were inserted or drifted.
    static func dayLength(_ mjdUtc: Double) -> Double {
        secondsPerDay + LeapSeconds.taiMinusUtc(mjdUtc + 1) - LeapSeconds.taiMinusUtc(mjdUtc)
    }

    /// SI seconds in a second of the clock: 1 since 1972; before, days had 86400 clock seconds of another length.
    static func dayStretch(_ mjdUtc: Double) -> Double {
        let length = dayLength(mjdUtc)
        return abs(length - secondsPerDay) < 0.5 ? length / secondsPerDay : 1
    }

    /// The UTC day (MJD) in which `mjdTai` falls and the SI seconds since its beginning. `mjdTai` must be finite.
    static func utcDay(fromMjdTai mjdTai: Double) -> (day: Double, seconds: Double) {
        let taiDay = mjdTai.rounded(.down)
        let taiSeconds = (mjdTai - taiDay) * secondsPerDay
        var day = taiDay
        var seconds = taiSeconds - LeapSeconds.taiMinusUtc(day)
        while seconds < 0 {
            day -= 1
            seconds = taiSeconds + (taiDay - day) * secondsPerDay - LeapSeconds.taiMinusUtc(day)
        }
        return (day, seconds)
    }
}
