import Ephemerides
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A body as one visit sees it.
struct MovingBody: Sendable {
    var body: SolarSystemBody
    var ephemeris: Ephemeris
    /// Apparent.
    var magnitudeV: Double
    /// Nil where the orbit does not give it.
    var motion: BodyMotion?

    /// Nil where it is not brighter than `limit` (V).
    init?(_ body: SolarSystemBody, _ ephemeris: Ephemeris, brighterThan limit: Double) {
        let magnitude = ephemeris.magnitude(
            absoluteMagnitude: body.absoluteMagnitude, phaseCurve: .hg(slope: body.slope))
        guard magnitude < limit else { return nil }
        (self.body, self.ephemeris, magnitudeV) = (body, ephemeris, magnitude)
    }

    /// Of its motion on the sky, degrees from north through east.
    var positionAngle: Double { atan2(ephemeris.raRateArcsecPerHour, ephemeris.decRateArcsecPerHour) * 180 / .pi }

    /// With the place and the velocity that `helio`, a heliocentric state at any time, leads to without perturbations.
    func moving(_ helio: StateVector?, seenBy observer: Observer) -> MovingBody {
        var body = self
        body.motion = (try? helio?.propagated(toMjdTdb: observer.mjdTdb - ephemeris.lightTime)).map {
            BodyMotion($0, seenBy: observer)
        }
        return body
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
