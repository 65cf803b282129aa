public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension DetachedBinary {
    /// A dark planet that crosses its star's disc once in each orbit.
    ///
    /// - Parameters:
    ///   - period: days; taken as 1 where not positive.
    ///   - starRadius: in units of the orbit's radius, 0.001 ... 0.45.
    ///   - radiusRatio: the planet's radius in units of the star's, 0 ... 1; at least 0.001 of the orbit's radius.
    ///   - inclination: degrees, 0 ... 90.
    ///   - epochMjdTai: of the middle of a transit.
    ///   - magnitudes: AB magnitudes outside transit.
    public static func transit(
        period: Double, starRadius: Double, radiusRatio: Double, inclination: Double, epochMjdTai: Double,
        magnitudes: PerBand<Double>
    ) -> DetachedBinary {
        DetachedBinary(
            period: period, radii: (starRadius, starRadius * max(0, min(1, radiusRatio))), temperatures: (6000, 0),
            inclination: inclination, epochMjdTai: epochMjdTai, magnitudes: magnitudes)
    }

    /// A hot giant planet of a star like the Sun: periods log-normal about 4 days, radii about a tenth of the star's,
    /// and an inclination at which it is seen to cross.
    public static func drawnTransit(from draws: inout Draws, magnitudes: PerBand<Double>) -> DetachedBinary {
        let period = 4 * exp(0.5 * max(-2, min(2, draws.normal())))
        let starRadius = 1 / (4.208 * pow(period, 2.0 / 3))
        return transit(
            period: period, starRadius: starRadius, radiusRatio: max(0.03, 0.1 + 0.02 * draws.normal()),
            inclination: acos(0.95 * starRadius * draws.uniform()) * 180 / .pi,
            epochMjdTai: 60_000 + period * draws.uniform(), magnitudes: magnitudes)
    }
}
