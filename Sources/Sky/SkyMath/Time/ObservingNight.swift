/// A night of a Chilean observatory, named by the date of its evening.
///
/// Midnight in Chile is about 04:00 UTC, so that one night has two TAI dates. As at Rubin (`dayObs`), a night lasts
/// from noon to noon TAI and takes the date of its beginning.
public struct ObservingNight: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// MJD of the TAI date on which the night begins.
    public var mjd: Int

    /// `mjd` is that of the TAI date of the evening.
    public init(mjd: Int) { self.mjd = mjd }

    /// The night in which `mjdTai` falls; nil for NaN and infinities.
    public init?(mjdTai: Double) {
        guard let mjd = Int(exactly: (mjdTai - 0.5).rounded(.down)) else { return nil }
        self.init(mjd: mjd)
    }

    /// The night that is on, or comes next by day, at a POSIX time.
    public init(unixMs: Int64) {
        self.init(mjd: Int((TimeScale.mjdTai(fromUnixMs: unixMs) - 0.5).rounded(.down)))
    }

    /// From noon to noon, MJD TAI.
    public var mjdTai: Range<Double> { Double(mjd) + 0.5..<Double(mjd) + 1.5 }

    /// The TAI date of the evening.
    public var date: GregorianDate { GregorianDate(mjd: mjd) }

    /// Rubin's number of the night, such as 20260225.
    public var dayObs: Int { date.year * 10000 + date.month * 100 + date.day }

    public var description: String { date.description }

    public static func < (left: ObservingNight, right: ObservingNight) -> Bool { left.mjd < right.mjd }
}
