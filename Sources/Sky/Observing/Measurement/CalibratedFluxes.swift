internal import SkyMath

/// The fluxes of a source in the science image and in the template with what calibration leaves in them, nJy: the systematic
/// part of the published noise. As in the rest of the equations, 0.2 mag being S/N 5, a magnitude's error counts as the
/// part of the flux.
///
/// It goes with the light and scatters from visit to visit; a template, the mean of several, has that much less of it. The
/// difference has none: subtraction scales the template to the science image's own stars.
struct CalibratedFluxes {
    let science: Double
    let scienceErr: Double
    let template: Double
    let templateErr: Double
    /// What is in the flux and not in the image.
    let scienceCalibration: Double
    let templateCalibration: Double

    init(_ flux: DetectionModel.Fluxes, _ model: DetectionModel, _ visit: Visit, _ key: UInt64) {
        let part = model.noise.systematicError
        let scienceScatter = part * abs(flux.light.science)
        let templateScatter = part * abs(flux.light.template) / Double(max(model.templateVisits, 1)).squareRoot()
        var visitDraws = Draws(seed: model.seed, 0xCA1B, UInt64(bitPattern: visit.id), key)
        var templateDraws = Draws(seed: model.seed, 0xCA7E, UInt64(visit.band.rawValue), key)
        scienceCalibration = scienceScatter * visitDraws.normal()
        templateCalibration = templateScatter * templateDraws.normal()
        science = flux.science + scienceCalibration
        template = flux.template + templateCalibration
        scienceErr = Self.sum(flux.scienceErr, scienceScatter)
        templateErr = Self.sum(flux.templateErr, templateScatter)
    }

    private static func sum(_ one: Double, _ other: Double) -> Double { (one * one + other * other).squareRoot() }
}
