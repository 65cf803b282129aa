public import SkyMath

/// Width of the PSF from the atmosphere and the telescope.
///
/// Source: Ivezic et al. 2019, doi:10.3847/1538-4357/ab042c, section 2.2 (the system's 0.4 arcsec, and airmass^0.6 and
/// wavelength^-0.3 of the atmosphere's part). Widths in arcsec. Every function is O(1).
public enum SeeingModel {
    /// Effective wavelengths, nm.
    static let wavelength = PerBand<Double>(u: 372, g: 481, r: 622, i: 756, z: 868, y: 975)

    /// Effective width, of the area that counts for noise, where the atmosphere alone has `fwhm500` at 500 nm and the
    /// zenith.
    public static func fwhmEff(_ band: Passband, fwhm500: Double, airmass: Double) -> Double {
        let stretch = powerOfTen(0.6 * decadicLog(airmass))
        let colour = powerOfTen(-0.3 * decadicLog(wavelength[band] / 500))
        let (atmosphere, system) = (fwhm500 * colour * stretch, 0.4 * stretch)
        return 1.16 * (system * system + 1.04 * atmosphere * atmosphere).squareRoot()
    }

    /// Width of the PSF as seen.
    public static func fwhmGeom(fwhmEff: Double) -> Double { 0.822 * fwhmEff + 0.052 }

    /// Effective width from the width of the PSF as seen.
    public static func fwhmEff(fwhmGeom: Double) -> Double { (fwhmGeom - 0.052) / 0.822 }
}
