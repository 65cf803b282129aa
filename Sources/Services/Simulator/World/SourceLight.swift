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

    /// The same for many times and bands.
    var whole: any LightCurve {
        switch self {
        case .curve(let curve): curve
        case .event(let event, let seed): event.lightCurve(seed: seed)
        }
    }
}

/// The exposures that a template is made of.
struct TemplateEpochs: Sendable {
    /// MJD TAI.
    let times: [Double]

    /// Ten exposures over the year that ends `gapDays` before `mjdTai`.
    init(before mjdTai: Double, gapDays: Double = 400) {
        times = (0..<10).map { mjdTai - gapDays - 36.5 * (Double($0) + 0.5) }
    }

    /// The mean light of the exposures, nJy. Complexity: O(exposures).
    func flux(_ band: Passband, of light: SourceLight) -> Double { mean { light.flux(band, mjdTai: $0) } }

    func flux(_ band: Passband, of curve: any LightCurve) -> Double { mean { curve.flux(band, mjdTai: $0) } }

    @inline(__always)
    private func mean(_ flux: (Double) -> Double) -> Double {
        times.reduce(0) { $0 + flux($1) } / Double(times.count)
    }
}
