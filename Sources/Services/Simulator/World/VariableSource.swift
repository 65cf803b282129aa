import SkyMath
import SkyModel

/// One thing on the sky whose light changes, with the light that the template holds.
struct VariableSource: Sendable {
    /// Of the synthetic sky; the same for ever.
    var id: UInt64
    /// The name under which truth is told: `rrLyraeAB`, `supernovaIa`, `activeGalaxy` ...
    var trueClass: String
    /// At the sky's epoch, ICRS.
    var position: SkyPosition
    /// The star that moves and has a parallax; nil for what is far away.
    var star: Star?
    var host: Galaxy?
    var curve: any LightCurve
    /// nJy in the template.
    var template: PerBand<Double>

    func position(mjdTai: Double) -> SkyPosition { star?.position(mjdTai: mjdTai) ?? position }
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
    func flux(of curve: any LightCurve) -> PerBand<Double> {
        PerBand { band in times.reduce(0) { $0 + curve.flux(band, mjdTai: $1) } / Double(times.count) }
    }
}
