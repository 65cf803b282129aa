#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Densities of the Galaxy's components relative to the thin disc's in the Sun's neighbourhood.
///
/// Discs and halo: Juric et al. 2008, doi:10.1086/523619, table 10 (corrected for unresolved binaries), the thin
/// disc's length within its error. Discs are no denser within 3.5 kpc than there, which is five times as dense as near
/// the Sun, as is the holed disc of Robin et al. 2003, doi:10.1051/0004-6361:20031117, at its densest. Bar: the
/// Gaussian G2 of Dwek et al. 1995, doi:10.1086/175734, for 1.2 x 10^10 solar masses (of the 1.4 to 1.7 x 10^10 of
/// stars within the bulge, Bland-Hawthorn and Gerhard 2016, doi:10.1146/annurev-astro-081915-023441, the disc's share
/// is in the disc), at 27 degrees to the line from the Sun.
enum GalacticDensity {
    static let thickFraction = 0.12
    static let haloFraction = 0.0051
    static let bulgeFraction = 26.0
    /// kpc.
    private static let innerRadius = 3.5

    /// - Parameter scaleHeight: kpc.
    static func thinDisc(_ place: GalacticPlace, scaleHeight: Double) -> Double {
        disc(place, height: scaleHeight, length: 2.7)
    }

    static func thickDisc(_ place: GalacticPlace) -> Double { thickFraction * disc(place, height: 0.9, length: 3.6) }

    private static func disc(_ place: GalacticPlace, height: Double, length: Double) -> Double {
        exp(
            (Sightline.sunRadius - max(place.cylindricalRadius, innerRadius)) / length
                - (abs(place.z) - Sightline.sunHeight) / height)
    }

    /// Oblate power law r^-2.77 with q = 0.64, flat within 1 kpc, and steeper (r^-3.8) beyond 27 kpc: Watkins et al.
    /// 2009, doi:10.1111/j.1365-2966.2009.15242.x.
    static func halo(_ place: GalacticPlace) -> Double {
        let squared = place.x * place.x + place.y * place.y + place.z * place.z / (0.64 * 0.64)
        let radius = max(squared.squareRoot(), 1)
        let inner = haloFraction * pow(Sightline.sunRadius / radius, 2.77)
        return radius > 27 ? inner * pow(27 / radius, 1.03) : inner
    }

    static func bulge(_ place: GalacticPlace) -> Double {
        guard place.cylindricalRadius < 6, abs(place.z) < 3 else { return 0 }
        let (along, across) = (place.x * cosBar + place.y * sinBar, place.y * cosBar - place.x * sinBar)
        let plane = (along / 1.58) * (along / 1.58) + (across / 0.62) * (across / 0.62)
        let height = (place.z / 0.43) * (place.z / 0.43)
        return bulgeFraction * exp(-(plane * plane + height * height).squareRoot() / 2)
    }

    private static let cosBar = cos(27 * Double.pi / 180)
    private static let sinBar = sin(27 * Double.pi / 180)
}
