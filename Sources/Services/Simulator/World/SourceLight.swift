import SkyMath
import SkyModel

/// The light of a source: its curve, or the event that has one.
///
/// Most events are too faint in most visits, and one flux of an event costs a tenth of its curve: that is made only for
/// what is detected.
enum SourceLight: Sendable {
    case curve(any LightCurve)
    indirect case event(TransientEvent, seed: UInt64)

    /// nJy.
    func flux(_ band: Passband, mjdTai: Double) -> Double {
        switch self {
        case .curve(let curve): curve.flux(band, mjdTai: mjdTai)
        case .event(let event, let seed): event.flux(band, mjdTai: mjdTai, seed: seed)
        }
    }

    /// Between which the light always is, nJy.
    func reach(_ band: Passband) -> ClosedRange<Double> {
        switch self {
        case .curve(let curve): curve.reach(band)
        case .event: 0...Double.infinity
        }
    }

    /// MJD TAI; nil for what has always been there, or where a catalogue does not tell.
    var explosionMjdTai: Double? {
        guard case .event(let event, _) = self else { return nil }
        return event.explosionMjdTai
    }

    /// The same for many times and bands.
    var whole: any LightCurve {
        switch self {
        case .curve(let curve): curve
        case .event(let event, let seed): event.lightCurve(seed: seed)
        }
    }
}

/// The exposures that the templates of a year are made of.
///
/// Templates are made anew at each year's beginning and serve whole nights until its end, so that a visit's differences are
/// the same whichever night tells of them.
struct TemplateEpochs: Sendable {
    /// The year that they serve in, counted from the one that begins on 2026-01-01.
    let year: Int
    /// MJD TAI.
    let times: [Double]

    /// Ten exposures over the year that ends `gapDays` before the year of `mjdTai` begins.
    init(servingAt mjdTai: Double, gapDays: Double = 400) {
        self.init(year: Self.year(mjdTai: mjdTai), gapDays: gapDays)
    }

    init(year: Int, gapDays: Double = 400) {
        let begin = Self.firstYear + Self.days * Double(year)
        self.year = year
        times = (0..<10).map { begin - gapDays - 36.5 * (Double($0) + 0.5) }
    }

    /// Of the night in which `mjdTai` falls.
    static func year(mjdTai: Double) -> Int {
        let night = (mjdTai - 0.5).rounded(.down)
        return Int(((night - firstYear) / days).rounded(.down))
    }

    /// MJD of 2026-01-01, and days of a year.
    private static let (firstYear, days) = (61_041.0, 365.25)

    /// The mean light of the exposures, nJy. Complexity: O(exposures).
    func flux(_ band: Passband, of light: SourceLight) -> Double { mean { light.flux(band, mjdTai: $0) } }

    func flux(_ band: Passband, of curve: any LightCurve) -> Double { mean { curve.flux(band, mjdTai: $0) } }

    @inline(__always)
    private func mean(_ flux: (Double) -> Double) -> Double {
        times.reduce(0) { $0 + flux($1) } / Double(times.count)
    }
}
