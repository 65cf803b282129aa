/// How sharp and how deep one image is.
public struct EpochDepth: Sendable, Hashable {
    /// What a point looks like in the image.
    public var psf: PointSpread
    /// Standard deviation of a pixel without a source, nJy. Not finite or negative counts as 0.
    public var skyNoise: Double
    /// Electrons counted for a nJy of source, for the noise of the source's own light; 0 for none.
    public var electronsPerNJy: Double

    /// `skyNoise` is that of one pixel, nJy.
    public init(psf: PointSpread, skyNoise: Double, electronsPerNJy: Double) {
        self.psf = psf
        self.skyNoise = skyNoise
        self.electronsPerNJy = electronsPerNJy
    }

    /// - Parameter fiveSigmaMagnitude: AB magnitude of a point source measured with a signal to noise of 5: its flux is
    ///   5 skyNoise sqrt(n_eff), with the profile's `effectivePixels` (LSE-40).
    public init(psf: PointSpread, fiveSigmaMagnitude: Double, electronsPerNJy: Double) {
        let flux = power(10, (31.4 - fiveSigmaMagnitude) / 2.5)
        self.init(
            psf: psf, skyNoise: flux / (5 * psf.effectivePixels.squareRoot()), electronsPerNJy: electronsPerNJy)
    }

    /// Variance of a pixel of `light` nJy: `floor` + `rate` light, for light that is not negative.
    var variance: (floor: Float, rate: Float) {
        let noise = skyNoise.held(0, 1e15)
        let electrons = electronsPerNJy.held(0, 1e15)
        return (Float(noise * noise), electrons > 1e-15 ? Float(1 / electrons) : 0)
    }
}
