/// What a pixel of a template has taken in for good: sums over exposures.
public struct LightSums: Sendable, Hashable {
    /// Weight times value, weight squared times variance, and weight.
    public var light: Float = 0
    /// Weight squared times variance.
    public var variance: Float = 0
    /// Sum of the weights.
    public var weight: Float = 0
    /// Weight of the exposures that are saturated there.
    public var saturated: Float = 0
    /// Exposures.
    public var count: UInt16 = 0
    /// Bits of the mask planes of the usable pixels.
    public var planes: UInt16 = 0

    /// Of no exposure.
    public init() {}

    @inline(__always)
    mutating func add(_ value: EpochValue, weight: Float) {
        light += weight * value.light
        variance += weight * (weight * value.variance)
        self.weight += weight
        count += 1
    }
}
