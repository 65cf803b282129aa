/// What one exposure has in one pixel.
public struct EpochValue: Sendable, Hashable {
    /// The value once matched to the target PSF, by which exposures are compared.
    public var matched: Float = 0
    /// The value as it goes into the template, and its variance.
    public var light: Float = 0
    /// Variance of `light`.
    public var variance: Float = 0

    /// All 0.
    public init() {}

    init(matched: Float, light: Float, variance: Float) {
        (self.matched, self.light, self.variance) = (matched, light, variance)
    }
}
