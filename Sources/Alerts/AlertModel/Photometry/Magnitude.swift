internal import SkyMath

/// AB magnitudes of measured fluxes, which may be negative or absent, and their errors.
public enum Magnitude {
    /// Magnitude of one nJy.
    public static let zeroPoint = ABMagnitude.zeroPoint
    /// 2.5 / ln 10: magnitudes per relative change of flux.
    static let perRelativeFlux = 1.0857362047581294

    /// The magnitude of a flux in nJy; nil where it is not positive or not finite.
    public static func magnitude(ofFlux flux: Double) -> Double? {
        guard flux > 0, flux.isFinite else { return nil }
        return ABMagnitude.magnitude(nJy: flux)
    }

    /// The flux, nJy, of a magnitude; nil for NaN and where it is beyond what a double holds.
    public static func flux(ofMagnitude magnitude: Double) -> Double? {
        let flux = ABMagnitude.nJy(magnitude)
        return flux.isFinite && flux > 0 ? flux : nil
    }

    /// One standard deviation in magnitudes, to first order; nil where the flux is not positive.
    public static func magnitudeErr(flux: Double, fluxErr: Double) -> Double? {
        guard flux > 0, flux.isFinite, fluxErr.isFinite else { return nil }
        return perRelativeFlux * fluxErr / flux
    }

    /// One standard deviation in nJy, to first order.
    public static func fluxErr(flux: Double, magnitudeErr: Double) -> Double { flux * magnitudeErr / perRelativeFlux }
}
