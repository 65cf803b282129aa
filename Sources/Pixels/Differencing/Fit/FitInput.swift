public import Detection
public import Imaging

/// One of the two images: background taken away, what is masked filled in or as it was.
public struct MatchingImage: Sendable {
    /// Values above the background; every one finite.
    public var image: Image<Float>
    /// Of the same size as `image`.
    public var mask: Image<MaskPlanes>
    /// Of a pixel by its value, in the image's unit squared.
    public var variance: VarianceModel

    /// Throws `DifferencingError` when image and mask differ in size, or the model's numbers are not finite, the
    /// sky's above 0 and the other at least 0.
    public init(image: Image<Float>, mask: Image<MaskPlanes>, variance: VarianceModel) throws {
        guard image.bounds == mask.bounds else {
            throw DifferencingError(
                .size, "an image of \(image.width) x \(image.height) with a mask of \(mask.width) x \(mask.height)")
        }
        guard variance.sky > 0, variance.gain >= 0, variance.sky.isFinite, variance.gain.isFinite else {
            throw DifferencingError(
                .parameter, "a variance of \(variance.sky) and \(variance.gain) times the light")
        }
        (self.image, self.mask, self.variance) = (image, mask, variance)
    }
}

/// Which of the two images is convolved, so that its stars look like those of the other: the sharper one.
public enum ConvolvedImage: Sendable, Hashable { case template, science }

/// Science and template on one grid of pixels.
public struct ImagePair: Sendable {
    /// The image that is searched for changes.
    public let science: MatchingImage
    /// Of the same size as `science`.
    public let template: MatchingImage
    /// Which of the two the kernel is applied to.
    public let convolved: ConvolvedImage
    /// The kernel's sum by the flux ratio of stars: see `StarRatio`.
    var sumExcess = 1.0

    /// Throws `DifferencingError` when the images differ in size, have no pixel, or hold a value that is not finite.
    public init(science: MatchingImage, template: MatchingImage, convolving convolved: ConvolvedImage) throws {
        guard science.image.bounds == template.image.bounds, !science.image.bounds.isEmpty else {
            throw DifferencingError(
                .size,
                "a science image of \(science.image.width) x \(science.image.height) and a template of "
                    + "\(template.image.width) x \(template.image.height)")
        }
        for (image, name) in [(science.image, "science image"), (template.image, "template")] {
            guard image.withUnsafePixels({ $0.allSatisfy(\.isFinite) }) else {
                throw DifferencingError(.noData, "the \(name) holds values that are not finite; they must be filled")
            }
        }
        (self.science, self.template, self.convolved) = (science, template, convolved)
    }

    /// Pixels along x, of both images.
    public var width: Int { science.image.width }
    /// Pixels along y, of both images.
    public var height: Int { science.image.height }

    /// The image that stays as it is.
    var reference: MatchingImage { convolved == .template ? science : template }
    /// The image that is convolved.
    var sharper: MatchingImage { convolved == .template ? template : science }
    /// All but the pixels.
    var model: PairModel {
        PairModel(
            convolved: convolved, science: science.variance, template: template.variance, sumExcess: sumExcess)
    }
}

/// Which of two images is convolved, and the variances of both.
struct PairModel: Sendable, Hashable {
    let convolved: ConvolvedImage
    let science: VarianceModel
    let template: VarianceModel
    /// The kernel's sum by the flux ratio of stars.
    let sumExcess: Double

    /// Of the image that stays as it is.
    var reference: VarianceModel { convolved == .template ? science : template }
    /// Of the image that is convolved.
    var sharper: VarianceModel { convolved == .template ? template : science }

    /// Reference units in one unit of the template, where the kernel has this sum.
    func unit(_ kernelSum: Double) -> Double { convolved == .template ? kernelSum / sumExcess : 1 }

    /// Science units in one unit of the template.
    func scienceUnit(_ kernelSum: Double) -> Double { convolved == .template ? unit(kernelSum) : 1 / kernelSum }
}

/// The pixel on which a star for the fit is centred.
public struct StampPosition: Sendable, Hashable {
    /// Column of the pixel, from 0.
    public var x: Int
    /// Row of the pixel, from 0.
    public var y: Int

    /// The pixel in column `x` and row `y`.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}
