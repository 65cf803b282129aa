/// What is measured of a candidate, in the order of `Features.values`; a model names those that it uses.
///
/// Pulls are values by their standard deviations. Pixels of a negative detection are taken times -1, so that no feature
/// tells the sign of a change. Distances "in sigma" are by the PSF's own size. All are NaN where nothing is measurable.
public enum FeatureName: String, Sendable, CaseIterable {
    // The search's own.
    /// |S/N| of the detection; where the search gave none that of the stamp.
    case snr
    /// By the PSF fit to the stamp without a model of residuals.
    case snrShare
    /// Chi^2 of the search's fit per degree of freedom.
    case searchChi2
    /// Modes of residuals that the search reckoned with.
    case nuisances
    case birge

    // Fit of the PSF at the place.
    /// Mean of squared pulls of what the PSF leaves, within 3 pixels.
    case chi2Core
    /// The same from 3 to 8 pixels.
    case chi2Wide
    /// Value of the middle pixel by the fit's.
    case sharpness
    /// Light within 1.6 pixels by the fit's.
    case concentration
    /// Pulls of the light that the PSF leaves, summed over rings of 1.6 to 3, 3 to 5, 5 to 8 and 8 to 12 pixels.
    case ringPullA, ringPullB, ringPullC, ringPullD

    // Shape under a Gaussian weight of twice the PSF's size.
    /// Distance of the centre of light from the place, in sigma.
    case offset
    /// Mean second moment by the PSF's.
    case sizeRatio
    /// Distance of the ellipticities of source and PSF.
    case ellipticity
    /// Power of differences of opposite pixels by the power of sums, within 5 pixels.
    case antisymmetry

    // The other sign.
    /// Share of pixels below 0 within 3 and 5 pixels.
    case negativeShare3, negativeShare5
    /// Pull of the lowest pixel within 7 pixels, by the S/N.
    case deepest
    /// Gain in chi^2 by the best second PSF of the other sign, by the chi^2 that the first gains.
    case dipoleGain
    /// Its flux by the first's.
    case dipoleRatio
    /// Chi^2 that the scene and its slopes alone would gain, by the chi^2 that the PSF gains.
    case sceneGain

    // What does not change there. Brightness as asinh of pulls.
    case sceneHere
    /// Highest within 4 pixels, and in the stamp.
    case scenePeak, sceneBrightest
    /// Slope of the scene along its steepest direction, over a sigma.
    case sceneSlope
    /// Distance to the nearest peak of the scene of 5 sigma or more, in sigma; 20 where there is none.
    case scenePeakDistance
    /// Light at that peak by the mean of the ring two sigma around.
    case scenePeakSharpness
    /// Peak of the change by the scene's highest within 4 pixels, as asinh.
    case changeShare

    // Surroundings.
    /// Share of the PSF's power on masked pixels; share of pixels masked within 12 pixels.
    case maskedCore, maskedShare
    /// Pixels to the nearest masked one, and to the nearest saturated one; 40 where there is none.
    case maskDistance, saturationDistance
    /// Scatter of pulls beyond 8 pixels.
    case scatter
    /// Pixels beyond 8 pixels that are extremes of 4.5 sigma or more.
    case neighbours
    /// Variance at the place by the stamp's median.
    case varianceRatio
}
