public import Imaging

/// Finds what is sharper than the PSF on a single image: cosmic rays and hot pixels.
///
/// The edges that a pixel has on all sides (the Laplacian of van Dokkum 2001, doi:10.1086/323894, negative parts dropped)
/// are held against the light of its neighbours. How much of the one a star may have by the other follows from the PSF, at
/// every place of a star between pixels, so that stars stay, sharp ones too.
public struct CosmicRayFinder: Sendable, Hashable {
    /// Least height of the edges, in standard deviations of a pixel: a single pixel's height above its surroundings.
    public var threshold: Double
    /// The same for pixels next to some that were found.
    public var neighbourThreshold: Double
    /// Standard deviations by which edges must be above those of a star.
    public var sharpness: Double
    /// What edges may exceed those of the PSF by, as a share of them: for PSFs that are not quite right.
    public var margin: Double
    /// How often pixels next to those found are looked at.
    public var rounds: Int

    /// Nothing is checked here: `mask` throws where a threshold is not above 0 or the margin below 0.
    public init(
        threshold: Double = 6, neighbourThreshold: Double = 3, sharpness: Double = 3, margin: Double = 0.3,
        rounds: Int = 10
    ) {
        (self.threshold, self.neighbourThreshold, self.sharpness) = (threshold, neighbourThreshold, sharpness)
        (self.margin, self.rounds) = (margin, rounds)
    }

    /// The plane `cosmicRay` where there are some, nothing elsewhere.
    ///
    /// Pixels that are not usable, within two of a saturated one, or at the edge are not looked at. Complexity: O(pixels).
    ///
    /// - Parameters:
    ///   - image: from which the sky was taken.
    ///   - noise: standard deviation of a pixel of sky.
    ///   - gain: variance of light per unit of it.
    ///   - psf: of the image; that in its middle is taken.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DetectionError` when the sizes differ or the thresholds are not above 0.
    public func mask(
        of image: MaskedImage, noise: SmoothMap, gain: Double = 0, psf: any PSFModel, threads: Int = .max
    ) throws -> Image<MaskPlanes> {
        guard noise.width == image.width, noise.height == image.height else {
            throw DetectionError(
                .size, "a noise map of \(noise.width) x \(noise.height) for \(image.width) x \(image.height) pixels")
        }
        guard threshold > 0, neighbourThreshold > 0, sharpness > 0, margin >= 0 else {
            throw DetectionError(
                .parameter, "cosmic rays by \(threshold), \(neighbourThreshold) and \(sharpness) standard deviations")
        }
        var result = Image<MaskPlanes>(width: image.width, height: image.height, repeating: [])
        guard image.width > 4, image.height > 4 else { return result }
        let sampled = SampledPSF(psf, x: Double(image.width / 2), y: Double(image.height / 2), side: 15)
        let limit = Sharpness.limit(of: sampled) * (1 + margin)
        var search = CosmicRaySearch(image, noise: noise.image(), gain: Float(gain), limit: Float(limit), self)
        search.begin(threads: threads)
        for _ in 0..<max(0, rounds) where search.hasNew { search.goOn() }
        for place in search.found { result[place % image.width, place / image.width] = .cosmicRay }
        return result
    }

    /// The image with the plane `cosmicRay` where there are some, these and other unusable pixels filled from those around.
    public func cleaned(
        _ image: MaskedImage, noise: SmoothMap, gain: Double = 0, psf: any PSFModel, threads: Int = .max
    ) throws -> MaskedImage {
        let mask = try mask(of: image, noise: noise, gain: gain, psf: psf, threads: threads)
        var result = image
        result.mask = try Image(
            width: image.width, height: image.height, pixels: zip(image.mask.pixels, mask.pixels).map { $0.union($1) })
        return result.filled(threads: threads)
    }
}
