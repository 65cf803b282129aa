/// What a template remembers of an exposure in it.
public struct CoaddInput: Sendable, Hashable {
    /// The name that the exposure had.
    public var id: String
    /// Of the exposure's file, as the caller gave it.
    public var checksum: String
    /// The exposure's, which is the template's too.
    public var band: String
    /// The middle of the exposure, TAI; NaN where it is not known.
    public var mjdTai: Double
    /// Of the exposure before it was scaled to the template's.
    public var zeroPoint: Double
    /// Its weight, the same in all of its pixels: 1 / variance of the sky per pixel of the template, in the template's
    /// unit squared.
    public var weight: Double
    /// Full width at half maximum of its PSF in the template's pixels, of a Gaussian that spreads noise as far.
    public var fwhm: Double
    /// Pixels of the template in which it counts.
    public var pixels: Int
    /// Variance of sums over many pixels, by what independent pixels of the warp's variances would have.
    public var noiseCorrelation: Double
    /// Variance of a pixel of blank sky once matched to the target PSF; 0 where that was not done.
    public var matchedVariance: Double
    /// Largest difference of its matched PSF and the target, as a fraction of the target's peak.
    public var mismatch: Double
    /// Median of the sky that was taken away, in the template's unit.
    public var sky: Double

    /// Takes everything as it is given, such as from a stored record.
    public init(
        id: String, checksum: String, band: String, mjdTai: Double, zeroPoint: Double, weight: Double, fwhm: Double,
        pixels: Int, noiseCorrelation: Double, matchedVariance: Double, mismatch: Double, sky: Double
    ) {
        (self.id, self.checksum, self.band, self.mjdTai) = (id, checksum, band, mjdTai)
        (self.zeroPoint, self.weight, self.fwhm, self.pixels) = (zeroPoint, weight, fwhm, pixels)
        (self.noiseCorrelation, self.matchedVariance) = (noiseCorrelation, matchedVariance)
        (self.mismatch, self.sky) = (mismatch, sky)
    }
}
