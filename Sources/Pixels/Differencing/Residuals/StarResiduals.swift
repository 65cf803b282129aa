/// How static stars are left over in a difference, as the stars themselves show it.
public struct StarResiduals: Sendable, Hashable {
    /// Standard deviations of the six ways in which a star can be wrong, beyond the noise.
    public var widths: KernelUncertainty.Widths
    /// What none of the six explains: a standard deviation as a fraction of the star's light in each pixel.
    public var fraction: Double
    /// Stars that were looked at.
    public var stars: Int

    /// Nothing is left over.
    public static let none = StarResiduals(
        widths: KernelUncertainty.Widths(x: 0, y: 0, flux: 0, size: 0, stretch: 0, skew: 0), fraction: 0, stars: 0)
}
