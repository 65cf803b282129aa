public import SkyMath

/// How well a point source is measured: LSST's depth and error equations.
///
/// Source: Ivezic et al. 2019, doi:10.3847/1538-4357/ab042c, equations 4 to 7. Agrees with rubin-scheduler 4.6.0 to
/// 0.001 mag. Values that are not finite, or not positive where they must be, give NaN. Every function is O(1).
public struct PhotometricNoise: Sendable {
    /// Of telescope and site, by band.
    public var constants: PerBand<BandConstants>
    /// Error that no light can lower, mag.
    public var systematicError: Double

    /// Rubin's constants and 0.005 mag where nothing else is said.
    public init(constants: PerBand<BandConstants> = BandConstants.rubin, systematicError: Double = 0.005) {
        self.constants = constants
        self.systematicError = systematicError
    }

    /// Magnitude of a point source at S/N 5.
    ///
    /// - Parameters:
    ///   - exposureSeconds: shutter-open time of all `exposures` together.
    ///   - cloud: extinction by clouds, mag.
    public func fiveSigmaDepth(
        _ band: Passband, skyBrightness: Double, seeingFwhmEff: Double, airmass: Double, exposureSeconds: Double = 30,
        exposures: Int = 1, cloud: Double = 0
    ) -> Double {
        let band = constants[band]
        let count = Double(max(exposures, 1))
        let one = exposureSeconds / count
        let skyLight = one / 30 * powerOfTen(-0.4 * (skyBrightness - band.darkSky))
        let loss = 1.25 * decadicLog(1 + (powerOfTen(0.8 * band.deltaCmInfinity) - 1) / skyLight)
        return band.cm + band.deltaCmInfinity - loss + 0.5 * (skyBrightness - 21)
            + 2.5 * decadicLog(0.7 / seeingFwhmEff) + 1.25 * decadicLog(one / 30) - band.extinction * (airmass - 1)
            - 1.1 * cloud + 1.25 * decadicLog(count)
    }

    /// Error from counting light, mag.
    public func randomError(_ band: Passband, magnitude: Double, fiveSigmaDepth: Double) -> Double {
        let x = powerOfTen(0.4 * (magnitude - fiveSigmaDepth))
        let gamma = constants[band].gamma
        return ((0.04 - gamma) * x + gamma * x * x).squareRoot()
    }

    /// Error from light and from what light cannot lower, mag.
    public func magnitudeError(_ band: Passband, magnitude: Double, fiveSigmaDepth: Double) -> Double {
        let random = randomError(band, magnitude: magnitude, fiveSigmaDepth: fiveSigmaDepth)
        return (random * random + systematicError * systematicError).squareRoot()
    }

    /// Variance, nJy^2, of the flux of a point source of `flux` nJy in one image: a floor from the sky and the read
    /// noise, and the shot noise of the source. It is equation 5 times the squared flux. Negative fluxes have no shot
    /// noise.
    public func fluxVariance(_ band: Passband, flux: Double, fiveSigmaDepth: Double) -> Double {
        let (floor, rate) = variance(band, fiveSigmaDepth: fiveSigmaDepth)
        return floor + rate * max(flux, 0)
    }

    /// Variance without a source, nJy^2, and what each nJy of a source adds.
    func variance(_ band: Passband, fiveSigmaDepth: Double) -> (floor: Double, rate: Double) {
        let faintest = ABMagnitude.nJy(fiveSigmaDepth)
        let gamma = constants[band].gamma
        return (gamma * faintest * faintest, (0.04 - gamma) * faintest)
    }

    /// Error in nJy of a point source of `flux` nJy in one image.
    public func fluxError(_ band: Passband, flux: Double, fiveSigmaDepth: Double) -> Double {
        fluxVariance(band, flux: flux, fiveSigmaDepth: fiveSigmaDepth).squareRoot()
    }

    /// Error in nJy of the difference of science and template image, the template's own noise included.
    public func differenceError(
        _ band: Passband, scienceFlux: Double, scienceDepth: Double, templateFlux: Double, templateDepth: Double
    ) -> Double {
        (fluxVariance(band, flux: scienceFlux, fiveSigmaDepth: scienceDepth)
            + fluxVariance(band, flux: templateFlux, fiveSigmaDepth: templateDepth)).squareRoot()
    }

    /// Depth, mag, of a mean of `count` visits of depth `fiveSigmaDepth`: a template's.
    public func coaddDepth(fiveSigmaDepth: Double, count: Int) -> Double {
        fiveSigmaDepth + 1.25 * decadicLog(Double(max(count, 1)))
    }
}
