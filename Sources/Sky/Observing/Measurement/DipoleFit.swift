internal import SkyMath

/// What a fit of a dipole's model finds. Fluxes in nJy.
public struct DipoleFit: Sendable, Hashable {
    /// Of the lobes' absolute fluxes.
    public var meanFlux: Float
    /// Standard error, nJy.
    public var meanFluxErr: Float
    /// Of the lobes' absolute fluxes, the positive one's first.
    public var fluxDifference: Float
    /// Standard error, nJy.
    public var fluxDifferenceErr: Float
    /// Arcsec.
    public var length: Float
    /// Position angle from the negative lobe to the positive, degrees from north through east, 0 ..< 360.
    public var angle: Float
    /// Of the fit, not by degree of freedom.
    public var chi2: Float
    /// Pixels fitted.
    public var pixelCount: Int32

    /// Scatters by the covariance of two PSFs' fluxes that overlap by a quarter, and of their places as of single sources.
    ///
    /// - Parameter fluxErr: of a PSF's flux at the place.
    init(_ dipole: Dipole, fluxErr: Double, _ frame: DetectionModel.Frame, _ draws: inout Draws) {
        let overlap = Dipole.overlap.whole
        let meanErr = fluxErr / (2 * (1 - overlap)).squareRoot()
        let differenceErr = fluxErr * (2 / (1 + overlap)).squareRoot()
        let snr = dipole.meanFlux / fluxErr
        let place = 2.0.squareRoot() * DetectionModel.centroidError(fwhm: frame.visit.seeingFwhmGeom, snr: snr)
        let separation = dipole.separation * LSSTCamera.arcsecPerPixel
        let side = 5 * dipole.separation
        let count = max((side * side).rounded(), 6)
        meanFlux = Float(dipole.meanFlux + meanErr * draws.normal())
        meanFluxErr = Float(meanErr)
        fluxDifference = Float(dipole.fluxDifference + differenceErr * draws.normal())
        fluxDifferenceErr = Float(differenceErr)
        length = Float(max(separation + place * draws.normal(), 0.1 * separation))
        let turn = place / separation * (180 / .pi) * draws.normal()
        angle = Float(wrapDegrees(frame.rotation + dipole.angle + turn))
        chi2 = Float(count - 5 + (2 * (count - 5)).squareRoot() * draws.normal())
        pixelCount = Int32(count)
    }
}
