internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension ABMagnitude {
    /// Flux density in nJy of a source, whatever its magnitude is given as: 0 for NaN, and at most that of magnitude
    /// -40.
    static func sourceFlux(_ magnitude: Double) -> Double { magnitude.isNaN ? 0 : nJy(max(-40, magnitude)) }

    /// The factor of flux for a difference in magnitude: below 1 where `magnitudes` is positive.
    static func factor(_ magnitudes: Double) -> Double { exp(-magnitudes * (M_LN10 / 2.5)) }
}
