internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The Galaxy's dust as a smooth exponential disc.
///
/// Scale height 125 pc and 1.33 magnitudes of V per kpc near the Sun, but none within the Local Bubble's 90 pc, so
/// that a pole is reddened by E(B-V) = 0.02 and A_V goes as 0.17 over the sine of the latitude away from it; scale
/// length 4.2 kpc: near the parameters of Drimmel and Spergel 2001, doi:10.1086/321556 (134 pc), and Lallement et al.
/// 2014, doi:10.1051/0004-6361/201322032. Single clouds are not modelled, so that in the plane itself, where stars
/// are seen between them, there are too few.
enum DustSheet {
    /// Magnitudes of A_V per kpc at a place, `distance` kpc from the Sun.
    static func density(_ place: GalacticPlace, distance: Double) -> Double {
        guard distance > 0.09, abs(place.z) < 1.5 else { return 0 }
        return 1.33 * exp((Sightline.sunRadius - max(place.cylindricalRadius, 2)) / 4.2 - abs(place.z) / 0.125)
    }

    /// A_band / A_V for a law with R_V = 3.1: Schlafly and Finkbeiner 2011, doi:10.1088/0004-637X/737/2/103, table 6
    /// (LSST).
    static let ratios: [Double] = [4.145, 3.237, 2.273, 1.684, 1.323, 1.088].map { $0 / 2.742 }

    static let ratioR = 2.273 / 2.742

    static let bandRatios = SIMD8<Double>(ratios[0], ratios[1], ratios[2], ratios[3], ratios[4], ratios[5], 0, 0)

    /// A_V through the whole Galaxy.
    static func column(_ direction: GalacticPosition) -> Double {
        let sightline = Sightline(direction)
        return (0..<SightlineTable.modulusCount).reduce(0) { sum, step in
            let near = pow(10, (SightlineTable.firstModulus + 0.25 * Double(step) - 10) / 5)
            let kpc = near * pow(10, 0.025)
            return sum + density(sightline.place(kpc: kpc), distance: kpc) * near * (pow(10, 0.05) - 1)
        }
    }
}
