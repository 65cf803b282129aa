import Ephemerides
import SkyMath

/// A body as one visit sees it.
struct MovingBody: Sendable {
    var body: SolarSystemBody
    var ephemeris: Ephemeris
    /// Apparent.
    var magnitudeV: Double

    /// Nil where it is not brighter than `limit` (V).
    init?(_ body: SolarSystemBody, _ ephemeris: Ephemeris, brighterThan limit: Double) {
        let magnitude = ephemeris.magnitude(
            absoluteMagnitude: body.absoluteMagnitude, phaseCurve: .hg(slope: body.slope))
        guard magnitude < limit else { return nil }
        (self.body, self.ephemeris, magnitudeV) = (body, ephemeris, magnitude)
    }

    var key: UInt64 { body.key }
    var packedDesignation: String { body.packedDesignation }
    var ssObjectID: Int64 { body.ssObjectID }

    /// nJy: V and the mean colours of the inner belt's stony and of the outer belt's dark bodies. Source: Ivezic et al.
    /// 2001, doi:10.1086/323452, u by their spectra's slope.
    func flux(_ band: Passband) -> Double {
        var draws = Draws(seed: key, 0x436F_6C6F)
        let isStony = draws.uniform() < 0.4
        let stony = PerBand(u: 1.75, g: 0.33, r: -0.26, i: -0.45, z: -0.40, y: -0.40)
        let dark = PerBand(u: 1.55, g: 0.22, r: -0.18, i: -0.26, z: -0.28, y: -0.28)
        let magnitude = magnitudeV + (isStony ? stony : dark)[band]
        return ABMagnitude.nJy(magnitude)
    }
}
