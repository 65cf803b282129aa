#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif
internal import SkyMath

/// The Galaxy's dust as a smooth exponential disc.
///
/// Scale height 100 pc, scale length 4.2 kpc, 1 magnitude of V per kpc at the Sun, so that a pole is reddened by
/// E(B-V) = 0.03: parameters near those of Drimmel and Spergel 2001, doi:10.1086/321556. Single clouds are not modelled.
enum DustSheet {
    /// Magnitudes of A_V per kpc at a place.
    static func density(_ place: GalacticPlace) -> Double {
        guard abs(place.z) < 1.5 else { return 0 }
        return exp((Sightline.sunRadius - max(place.cylindricalRadius, 2)) / 4.2 - abs(place.z) / 0.1)
    }

    /// A_band / A_V for a law with R_V = 3.1: Schlafly and Finkbeiner 2011, doi:10.1088/0004-637X/737/2/103, table 6 (LSST).
    static let ratios: [Double] = [4.145, 3.237, 2.273, 1.684, 1.323, 1.088].map { $0 / 2.742 }

    static let ratioR = 2.273 / 2.742
}
