#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// AB magnitudes and flux densities in nJy: m = 31.4 - 2.5 log10 f (Oke and Gunn 1983, doi:10.1086/160817).
public enum ABMagnitude {
    /// Of 1 nJy: the zero point of LSST's fluxes.
    public static let zeroPoint = 31.4

    /// Flux density in nJy.
    public static func nJy(_ magnitude: Double) -> Double { exp((zeroPoint - magnitude) * (M_LN10 / 2.5)) }

    /// Infinite for a flux of 0; NaN for a negative one.
    public static func magnitude(nJy: Double) -> Double { zeroPoint - 2.5 * log10(nJy) }
}
