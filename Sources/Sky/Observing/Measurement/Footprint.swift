internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The pixels that a detection covers: those where the image seen through the PSF is above the threshold, grown.
enum Footprint {
    /// Standard deviations of the PSF by which footprints are grown.
    private static let growth = 2.4
    private static let most = 10_000.0

    /// Pixels of the side of the square that holds it. Complexity: O(1).
    ///
    /// A Gaussian seen through a Gaussian of the same width falls from `snr` to the threshold within 2 sigma
    /// sqrt(ln(snr / threshold)).
    static func side(
        snr: Double, threshold: Double, _ extent: SourceExtent?, _ dipole: DipoleFit?, _ visit: Visit
    ) -> Int32 {
        let sigma = visit.seeingFwhmGeom / 2.3548 / LSSTCamera.arcsecPerPixel
        let radius = sigma * (2 * log(max(snr / threshold, 1)).squareRoot() + growth)
        var half = radius
        if let extent { half = radius + reach(extent, sigma) }
        if let dipole { half += Double(dipole.length) / LSSTCamera.arcsecPerPixel / 2 }
        let side = (2 * half).rounded(.up) + 1
        return side < most ? Int32(side) : Int32(most)
    }

    /// Of the light's own extent along the axis on which it is greater.
    private static func reach(_ extent: SourceExtent, _ sigma: Double) -> Double {
        switch extent.form {
        case .trail, .hit:
            return extent.length / 2 * max(abs(cosDegrees(extent.angle)), abs(sinDegrees(extent.angle)))
        case .blob: return max(extent.length / 2.3548 - sigma, 0)
        case .rim: return extent.length / 2
        }
    }
}
