internal import SkyMath

/// What is known of a star beside its place and kind, in single precision.
struct StarDetails: Sendable, Hashable {
    var properMotionRA: Float = 0
    var properMotionDec: Float = 0
    var parallax: Float = 0
    var radialVelocity: Float = 0
    var absoluteMagnitude: Float = 0
    var effectiveTemperature: Float = 0
    var extinction: Float = 0
    var magnitudes = PerBand<Float> { _ in 0 }
}
