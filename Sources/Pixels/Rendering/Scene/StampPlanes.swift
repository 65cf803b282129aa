/// The images of one detection. Each plane has width x height pixels, x fastest, y up; nJy, variances nJy^2.
///
/// `difference` is `science` - `matchedTemplate` and `differenceVariance` the sum of both variances, pixel by pixel.
/// Noise of neighbouring pixels is independent, also where a real pipeline's matching kernel would correlate it.
public struct StampPlanes: Sendable, Hashable {
    public let width: Int
    public let height: Int
    public var science: [Float]
    /// The template as it was coadded, with its own point spread function.
    public var template: [Float]
    /// The template as the science image's point spread function shows it, with the noise of `template`.
    public var matchedTemplate: [Float]
    public var difference: [Float]
    public var scienceVariance: [Float]
    /// Of `template` and of `matchedTemplate`.
    public var templateVariance: [Float]
    public var differenceVariance: [Float]
}
