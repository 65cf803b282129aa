#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

@inline(__always)
func sinCosDegrees(_ degrees: Double) -> (sin: Double, cos: Double) {
    let radians = degrees * (.pi / 180)
    return (sin(radians), cos(radians))
}

/// `degrees` moved into 0 ..< 360.
func wrap360(_ degrees: Double) -> Double {
    let rest = degrees.truncatingRemainder(dividingBy: 360)
    let wrapped = rest < 0 ? rest + 360 : rest
    return wrapped >= 360 ? 0 : wrapped
}

@inline(__always)
func inDegrees(_ radians: Double) -> Double { radians * (180 / .pi) }
