public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A star magnified by a dark point mass that passes in front of it (Paczynski 1986, doi:10.1086/164140), with the
/// parallax of the Earth's orbit (Gould 2004, doi:10.1086/382782) and light that is not lensed.
public struct Microlensing: LightCurve {
    /// What is left of the Sun's motion on the sky when its place and speed at the peak are taken away, in Einstein
    /// radii.
    private struct Parallax: Sendable {
        let north: Double
        let east: Double
        let plane: EarthOrbit.SkyPlane
        let place: (north: Double, east: Double)
        let speed: (north: Double, east: Double)
    }

    /// When the lens would be nearest without parallax, MJD TAI.
    public let peakMjdTai: Double
    /// Time to cross the Einstein radius, days.
    public let einsteinTime: Double
    /// Least separation in Einstein radii, without parallax.
    public let impact: Double
    private let parallax: Parallax?
    private let lensedFlux: PerBand<Double>
    private let blendFlux: PerBand<Double>

    /// - Parameters:
    ///   - einsteinTime: days; taken as 20 where not positive.
    ///   - impact: Einstein radii; the absolute value is at least 10^-4.
    ///   - parallax: the components of the microlensing parallax towards north and east, in inverse au of Einstein
    ///     radii.
    ///   - position: of the source.
    ///   - blendShare: of the light at rest that is not lensed, 0 ... 1, by band.
    ///   - magnitudes: AB magnitudes of all the light at rest.
    public init(
        peakMjdTai: Double, einsteinTime: Double, impact: Double, parallax: (north: Double, east: Double) = (0, 0),
        position: SkyPosition, blendShare: PerBand<Double> = PerBand { _ in 0 }, magnitudes: PerBand<Double>
    ) {
        self.peakMjdTai = peakMjdTai
        self.einsteinTime = einsteinTime > 0 ? einsteinTime : 20
        self.impact = abs(impact) < 1e-4 ? 1e-4 : impact
        self.parallax = Self.reference(parallax, peakMjdTai: peakMjdTai, position: position)
        let blend = PerBand { max(0, min(1, blendShare[$0])) }
        lensedFlux = PerBand { ABMagnitude.sourceFlux(magnitudes[$0]) * (1 - blend[$0]) }
        blendFlux = PerBand { ABMagnitude.sourceFlux(magnitudes[$0]) * blend[$0] }
    }

    /// nJy, the light that is not lensed included.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        lensedFlux[band] * Self.magnification(separation: separation(mjdTai: mjdTai)) + blendFlux[band]
    }

    /// (u^2 + 2) / (u sqrt(u^2 + 4)); 1 for what is not finite.
    public static func magnification(separation u: Double) -> Double {
        let squared = u * u
        guard squared < 1e12 else { return 1 }
        return (squared + 2) / (max(1e-6, abs(u)) * (squared + 4).squareRoot())
    }

    /// Of lens and source in Einstein radii.
    public func separation(mjdTai: Double) -> Double {
        let days = mjdTai - peakMjdTai
        var (along, across) = (days / einsteinTime, impact)
        if let parallax, days.isFinite {
            let now = parallax.plane.sun(mjdTai: mjdTai)
            let north = now.north - parallax.place.north - days * parallax.speed.north
            let east = now.east - parallax.place.east - days * parallax.speed.east
            along += parallax.north * north + parallax.east * east
            across += parallax.north * east - parallax.east * north
        }
        return (along * along + across * across).squareRoot()
    }

    private static func reference(
        _ parallax: (north: Double, east: Double), peakMjdTai: Double, position: SkyPosition
    ) -> Parallax? {
        if parallax == (0, 0) { return nil }
        let plane = EarthOrbit.SkyPlane(ra: position.ra, dec: position.dec)
        let before = plane.sun(mjdTai: peakMjdTai - 0.5)
        let after = plane.sun(mjdTai: peakMjdTai + 0.5)
        return Parallax(
            north: parallax.north, east: parallax.east, plane: plane, place: plane.sun(mjdTai: peakMjdTai),
            speed: (after.north - before.north, after.east - before.east))
    }

    /// An event that peaks in `peaks`: Einstein times log-normal about 22 days with 0.5 in ln (Mroz and others 2019,
    /// doi:10.3847/1538-4365/ab426b), impacts uniform in 0 ... 1, parallaxes log-normal about 0.12 in a random
    /// direction, half of the events blended.
    public static func drawn(
        from draws: inout Draws, peaks: Range<Double>, position: SkyPosition, magnitudes: PerBand<Double>
    ) -> Microlensing {
        let peak = draws.uniform(peaks)
        let time = 22 * exp(max(-1.5, min(2, 0.6 * draws.normal())))
        let parallax = drawnParallax(from: &draws)
        let (blended, share) = (draws.uniform() < 0.5, draws.uniform())
        return Microlensing(
            peakMjdTai: peak, einsteinTime: time, impact: draws.uniform(),
            parallax: parallax, position: position,
            blendShare: PerBand { _ in blended ? share : 0 }, magnitudes: magnitudes)
    }

    /// In inverse au of Einstein radii, towards north and east: log-normal about 0.12 in a random direction.
    static func drawnParallax(from draws: inout Draws) -> (north: Double, east: Double) {
        let (size, direction) = (0.12 * exp(0.6 * max(-3, min(3, draws.normal()))), 2 * .pi * draws.uniform())
        return (size * cos(direction), size * sin(direction))
    }
}
