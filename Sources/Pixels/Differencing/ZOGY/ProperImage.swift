public import Detection
public import Imaging

/// One of the two images of a proper subtraction, with its PSF and the noise of its sky.
public struct ProperImage: Sendable {
    /// Values above the sky, every one finite; the mask; the light's share of the variance (`gain`).
    public var image: MatchingImage
    /// By position on this image.
    public var psf: any PSFModel
    /// Standard deviation of a pixel of blank sky, in the image's unit.
    public var noise: SmoothMap

    /// - Parameter noise: where it is nil, the sky's variance of the image's model holds everywhere.
    ///
    /// Throws `DifferencingError` when the image is empty or holds a value that is not finite, or the noise is of another
    /// size or not above 0.
    public init(_ image: MatchingImage, psf: any PSFModel, noise: SmoothMap? = nil) throws {
        let (width, height) = (image.image.width, image.image.height)
        guard width > 0, height > 0, image.image.withUnsafePixels({ $0.allSatisfy(\.isFinite) }) else {
            throw DifferencingError(
                .noData, "an image of \(width) x \(height) pixels, or values that are not finite; they must be filled")
        }
        let sky = SmoothMap(width: width, height: height, constant: image.variance.sky.squareRoot())
        (self.image, self.psf, self.noise) = (image, psf, noise ?? sky)
        guard self.noise.width == width, self.noise.height == height, self.noise.nodes.pixels.allSatisfy({ $0 > 0 })
        else { throw DifferencingError(.size, "a map of noise of another size than its image, or not above 0") }
    }

    /// An image from which the sky was taken and whose unusable pixels were filled; values that are still not finite count
    /// as 0 and get `noData`. The light's share of the variance is that which the variance plane shows.
    ///
    /// Throws `DifferencingError` as the other, and `DetectionError` when too few pixels can be used.
    public init(_ image: MaskedImage, psf: any PSFModel, noise: SmoothMap? = nil) throws {
        let clean = image.withoutInvalidValues()
        try self.init(
            MatchingImage(image: clean.image, mask: clean.mask, variance: VarianceModel(of: clean)), psf: psf,
            noise: noise)
    }

    /// An image that was checked before, with one noise everywhere.
    init(checked image: MatchingImage, psf: any PSFModel) {
        noise = SmoothMap(
            width: image.image.width, height: image.image.height, constant: image.variance.sky.squareRoot())
        (self.image, self.psf) = (image, psf)
    }

    var width: Int { image.image.width }
    var height: Int { image.image.height }
}
