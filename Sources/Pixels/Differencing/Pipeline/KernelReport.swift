/// How two images were made alike, and how well.
public struct KernelReport: Sendable {
    /// The method that was used, also where the options left it open.
    public var method: SubtractionMethod
    /// The image that was convolved. ZOGY filters both: `.template` then, as `kernelSum` is the science units in one of the
    /// template.
    public var convolved: ConvolvedImage
    /// FWHM in pixels that stars have in each image, before the convolution.
    public var scienceFWHM: Double
    /// FWHM in pixels of the template's stars, before the convolution.
    public var templateFWHM: Double
    /// Sources that were looked at, and those of them that have a star's size in both images.
    public var candidates: Int
    /// Of the candidates those that have a star's size in both images.
    public var stars: Int
    /// Stars that the PSF was made of.
    public var psfStars: Int
    /// Sources that kernel, or shift and flux ratio, were fitted to, and those of them that agreed with it.
    public var stamps: Int
    /// Of `stamps` those that agreed with the fit.
    public var stampsUsed: Int
    /// Median chi^2 of the used stamps by their pixels.
    public var reducedChiSquare: Double
    /// Mean over the image of the kernel's sum, brought to the stars' flux ratio where the template is convolved, or of the flux
    /// ratio itself where the method is ZOGY.
    public var kernelSum: Double
    /// Standard deviation of the same over the image.
    public var kernelSumScatter: Double
    /// Combinations of functions that the stars determine, and coefficients that the data decide; 0 without a kernel.
    public var modes: Int
    /// Coefficients that the data decide; 0 without a kernel.
    public var effectiveCoefficients: Double
    /// Standard deviation of the stars' shifts against each other along one axis, in pixels.
    public var shift: Double
    /// What the kernel's uncertainty does to a star, over the image.
    public var uncertainty: KernelUncertainty
    /// What is left of stars in the difference.
    public var residuals: StarResiduals
    /// Standard deviation of a pixel of blank sky of both images, each in its own unit.
    public var scienceNoise: Double
    /// Standard deviation of a pixel of the template's blank sky, in the template's unit.
    public var templateNoise: Double
    /// Scatters on blank sky of the significance and of the pixels, before they were divided out; 1 is right.
    public var significanceCalibration: Double
    /// Scatter of the pixels of blank sky, before it was divided out; 1 is right.
    public var pixelCalibration: Double
    /// Reasons to doubt the subtraction as a whole; empty where there are none.
    public var quality: SubtractionQuality

    /// Of `stamps` those that did not agree with the fit.
    public var stampsDropped: Int { stamps - stampsUsed }
}
