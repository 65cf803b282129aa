public import SkyMath

/// Draws the stamps of one visit and detector, whose point spread functions it works out once.
///
/// Pure: equal sources and draws give equal pixels, on any thread.
public struct StampRenderer: Sendable {
    public let width: Int
    public let height: Int
    public let science: EpochDepth
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
    public func render(_ sources: [StampSource], draws: Draws) -> StampPlanes {
        let light = light(of: sources)
        var noise = NormalNoise(draws)
        let science = noisy([light.science], depth: science, &noise)
        let template = noisy([light.template, light.matched], depth: template, &noise)
        let matched = template.images[1]
        return StampPlanes(
            width: width, height: height, science: science.images[0], template: template.images[0],
            matchedTemplate: matched, difference: zip(science.images[0], matched).map { $0 - $1 },
            scienceVariance: science.variance, templateVariance: template.variance,
            differenceVariance: zip(science.variance, template.variance).map { $0 + $1 })
    }

    /// The stamps without any noise; the variances are those that noise would have. Complexity: O(sources x pixels).
    public func renderWithoutNoise(_ sources: [StampSource]) -> StampPlanes {
        let light = light(of: sources)
        let science = light.science.pixels
        let template = light.template.pixels
        let matched = light.matched.pixels
        let variances = (Self.variance(science, self.science), Self.variance(template, self.template))
        return StampPlanes(
            width: width, height: height, science: science, template: template, matchedTemplate: matched,
            difference: zip(science, matched).map { $0 - $1 }, scienceVariance: variances.0,
            templateVariance: variances.1, differenceVariance: zip(variances.0, variances.1).map { $0 + $1 })
    }

    /// `pixels` images of the same noise: that of the first of them.
    private func noisy(
        _ light: [Canvas], depth: EpochDepth, _ noise: inout NormalNoise
    ) -> (images: [[Float]], variance: [Float]) {
        var images = light.map(\.pixels)
        let variance = Self.variance(images[0], depth)
        let errors = [Float](unsafeUninitializedCapacity: variance.count) { buffer, count in
            count = variance.count
            noise.fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            for index in 0..<count { buffer[index] *= variance[index].squareRoot() }
        }
        for image in images.indices {
            for index in errors.indices { images[image][index] += errors[index] }
        }
        return (images, variance)
    }

    private static func variance(_ pixels: [Float], _ depth: EpochDepth) -> [Float] {
        let (floor, rate) = depth.variance
        return pixels.map { floor + rate * ($0 > 0 ? $0 : 0) }
    }
}
