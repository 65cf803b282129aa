/// The images of one detection. Each plane has width x height pixels, x fastest, y up; nJy, variances nJy^2.
///
/// `difference` is `science` - `matchedTemplate` and `differenceVariance` the sum of both variances, pixel by pixel.
/// Noise of neighbouring pixels is independent, also where a real pipeline's matching kernel would correlate it.
public struct StampPlanes: Sendable, Hashable {
    /// Pixels along x.
    public let width: Int
    /// Pixels along y.
    public let height: Int
    /// The visit's image, nJy.
    public var science: [Float]
    /// The template as it was coadded, with its own point spread function.
    public var template: [Float]
    /// The template as the science image's point spread function shows it, with the noise of `template`.
    public var matchedTemplate: [Float]
    /// `science` - `matchedTemplate`, nJy.
    public var difference: [Float]
    /// Of `science`, nJy^2.
    public var scienceVariance: [Float]
    /// Of `template` and of `matchedTemplate`.
    public var templateVariance: [Float]
    /// Of `difference`, nJy^2.
    public var differenceVariance: [Float]
}
