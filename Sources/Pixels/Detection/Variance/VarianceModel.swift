public import Imaging

/// The variance of a pixel by its value: that of the sky, and that of a source's own light.
///
/// V = sky + gain max(I, 0), in units of the image squared. A pixel's own variance plane follows its noise, so that faint
/// pixels that are low by chance weigh too much; this does not.
public struct VarianceModel: Sendable, Hashable {
    /// Variance of a pixel of blank sky, in the image's unit squared.
    public var sky: Double
    /// In the image's unit: 1 / (electrons per unit).
    public var gain: Double

    /// Nothing is checked.
    public init(sky: Double, gain: Double) {
        (self.sky, self.gain) = (sky, gain)
    }

    /// Fits the variances of the usable pixels of an image from which the sky was taken, by medians.
    ///
    /// `gain` is 0 where fewer than 100 pixels stand out of the noise by 5 standard deviations. Complexity: O(pixels).
    ///
    /// Throws `DetectionError` when fewer than 100 pixels can be used.
    public init(of image: MaskedImage) throws {
        var sample = VarianceSample(image)
        guard sample.sky.count >= 50, sample.count >= 100 else {
            throw DetectionError(.noData, "\(sample.count) usable pixels for a model of the variance")
        }
        self = sample.fit()
    }

    /// The variance of a pixel of this value.
    @inlinable
    public func variance(of value: Float) -> Float { Float(sky) + Float(gain) * max(value, 0) }

    /// The variance of every pixel. Complexity: O(pixels).
    public func variance(of image: Image<Float>) -> Image<Float> {
        let (sky, gain) = (Float(sky), Float(gain))
        return image.map { sky + gain * max($0, 0) }
    }
}
