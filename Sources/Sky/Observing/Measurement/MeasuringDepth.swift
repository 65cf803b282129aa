internal import SkyMath

/// How deep the images of one visit are, worked out once for all of its sources.
public struct MeasuringDepth: Sendable, Hashable {
    /// Variance without a source, nJy^2, and what each nJy of a source adds.
    private let scienceFloor: Double
    private let scienceRate: Double
    private let templateFloor: Double
    private let templateRate: Double
    /// Flux from which on a star's middle pixel is full, nJy.
    public let saturation: Double

    /// Of the visit's image, and of the template that the model makes for it.
    public init(_ visit: Visit, _ model: DetectionModel) {
        let noise = model.noise
        (scienceFloor, scienceRate) = noise.variance(visit.band, fiveSigmaDepth: visit.fiveSigmaDepth)
        (templateFloor, templateRate) = noise.variance(visit.band, fiveSigmaDepth: model.templateDepth(visit))
        saturation = ABMagnitude.nJy(DetectionModel.saturation(visit))
    }

    /// Variance of a flux in the visit's image, nJy^2.
    func science(flux: Double) -> Double { scienceFloor + scienceRate * max(flux, 0) }

    /// Variance of a flux in the template, nJy^2.
    func template(flux: Double) -> Double { templateFloor + templateRate * max(flux, 0) }
}
