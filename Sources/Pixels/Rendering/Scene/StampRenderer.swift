public import SkyMath

/// Draws the stamps of one visit and detector, whose point spread functions it works out once.
///
/// Pure: equal sources and draws give equal pixels, on any thread.
public struct StampRenderer: Sendable {
    /// Pixels of a stamp along x, 1 to 1,024.
    public let width: Int
    /// Pixels of a stamp along y, 1 to 1,024.
    public let height: Int
    /// Sharpness and depth of the visit's image.
    public let science: EpochDepth
    /// Sharpness and depth of the coadded earlier images.
    public let template: EpochDepth
    let scienceCamera: Camera
    let templateCamera: Camera

    /// - Parameters:
    ///   - width: pixels, held between 1 and 1,024; `height` too.
    ///   - template: of the coadded earlier images, which are deeper than the visit.
    public init(width: Int = 30, height: Int = 30, science: EpochDepth, template: EpochDepth) {
        self.width = min(max(width, 1), 1024)
        self.height = min(max(height, 1), 1024)
        self.science = science
        self.template = template
        scienceCamera = Camera(science.psf)
        templateCamera = Camera(template.psf)
    }

    /// The stamps of `sources` with noise drawn from `draws`. Complexity: O(sources x pixels).
    public func render(_ sources: [StampSource], draws: Draws) -> StampPlanes { light(of: sources).exposed(draws) }

    /// The light of `sources` without noise, to expose as often as wanted. Complexity: O(sources x pixels).
    public func light(of sources: [StampSource]) -> StampLight {
        let (science, template, matched) = images(of: sources)
        return StampLight(
            width: width, height: height, science: science.pixels, template: template.pixels, matched: matched.pixels,
            scienceVariance: Self.variance(science.pixels, self.science),
            templateVariance: Self.variance(template.pixels, self.template))
    }

    private static func variance(_ pixels: [Float], _ depth: EpochDepth) -> [Float] {
        let (floor, rate) = depth.variance
        return pixels.map { floor + rate * ($0 > 0 ? $0 : 0) }
    }
}
