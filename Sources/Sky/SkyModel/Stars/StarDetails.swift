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
    var u: Float = 0
    var g: Float = 0
    var r: Float = 0
    var i: Float = 0
    var z: Float = 0
    var y: Float = 0

    subscript(band: Passband) -> Float {
        get {
            switch band {
            case .u: u
            case .g: g
            case .r: r
            case .i: i
            case .z: z
            case .y: y
            }
        }
        set {
            switch band {
            case .u: u = newValue
            case .g: g = newValue
            case .r: r = newValue
            case .i: i = newValue
            case .z: z = newValue
            case .y: y = newValue
            }
        }
    }
}
