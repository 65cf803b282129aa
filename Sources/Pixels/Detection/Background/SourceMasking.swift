public import Imaging

/// Keeps sources and their wings out of a background: what stands out of the smoothed image, grown.
public struct SourceMasking: Sendable, Hashable {
    /// Sigma in pixels of the Gaussian that the image is smoothed by.
    public var smoothing: Double
    /// In standard deviations of the smoothed noise. Below 3 the noise that is left over has a mean below 0: at 2.5 by 0.02
    /// standard deviations of a pixel, at 2 by 0.05.
    public var threshold: Double
    /// Radius in pixels.
    public var growth: Double
    /// From here on sources have wings, and are grown by `brightGrowth` pixels.
    public var brightThreshold: Double
    /// Radius in pixels, for sources that reach `brightThreshold`.
    public var brightGrowth: Double

    /// Nothing is checked here: `mask` throws unless the smoothing is in 0.2 ... 100 pixels.
    public init(
        smoothing: Double = 2, threshold: Double = 3, growth: Double = 4, brightThreshold: Double = 30,
        brightGrowth: Double = 10
    ) {
        (self.smoothing, self.threshold, self.growth) = (smoothing, threshold, growth)
        (self.brightThreshold, self.brightGrowth) = (brightThreshold, brightGrowth)
    }

    /// The plane `detected` where the image, from which the sky was taken, has sources.
    ///
    /// - Parameter noise: of a pixel of `image`.
    /// - Complexity: O(pixels).
    ///
    /// Throws `DetectionError` when the sizes differ or a parameter is out of range.
    public func mask(of image: Image<Float>, noise: SmoothMap, threads: Int = .max) throws -> Image<MaskPlanes> {
        let significance = try image.significance(smoothedBy: smoothing, noise: noise, threads: threads)
        var mask = Image<MaskPlanes>(width: image.width, height: image.height, repeating: [])
        let discs = (faint: Disc(radius: growth), bright: Disc(radius: brightGrowth))
        for span in Span.runs(in: significance, above: Float(threshold), polarity: .positive) {
            let isBright = significance.reaches(Float(brightThreshold), in: span)
            mask.paint(span, grownBy: isBright ? discs.bright : discs.faint, .detected)
        }
        return mask
    }
}
