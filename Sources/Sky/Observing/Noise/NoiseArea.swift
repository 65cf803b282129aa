/// The area of the sky whose noise a fit of the PSF has: 1 by the integral of the squared profile.
///
/// Of Moffat's profile of exponent 3, as the stamps draw it, 5 pi / (16 (2^(1/3) - 1)) times the squared width at half
/// maximum.
public enum NoiseArea {
    private static let ofWidth = 3.777_100

    /// Pixels. Complexity: O(1).
    public static func pixels(_ visit: Visit) -> Double {
        let width = visit.seeingFwhmEff / LSSTCamera.arcsecPerPixel
        return ofWidth * width * width
    }
}
