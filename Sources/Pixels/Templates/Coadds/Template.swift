public import Imaging

/// A finished template, as far as its exposures go.
public struct Template: Sendable {
    /// Size, band and unit of its pixels.
    public let frame: TemplateFrame
    /// Weighted mean, its variance, and planes.
    ///
    /// A pixel without exposures has value and variance 0 and `noData`. `saturated`: more than a tenth of the weight is of
    /// saturated pixels, which are left out of the mean. `interpolated` and `suspect`: at least one exposure has it.
    /// Variances are of single pixels; see `noiseCorrelation`.
    public let image: MaskedImage
    /// Exposures in each pixel, those rejected there left out.
    public let coverage: Image<UInt16>
    /// Sum of the weights of these, 1 / the template's unit squared.
    public let weight: Image<Float>
    /// Exposures rejected in each pixel.
    public let rejected: Image<UInt8>
    /// By position in its pixels; all 0 where no exposure is near.
    public let psf: CoaddPSF
    /// Variance of sums over many pixels, by what independent pixels of `image.variance` would have: warped neighbours
    /// share noise.
    public let noiseCorrelation: Double
    /// In the order in which they were added.
    public let inputs: [CoaddInput]
    /// What was rejected, in the order of inputs and rows.
    public let artefacts: [Artefact]
}
