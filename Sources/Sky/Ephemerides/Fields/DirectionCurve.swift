internal import SkyMath

/// A direction as a parabola of time: m + s b + s^2 c with s from -1 to 1 over the night. Single precision: good to
/// 0.03 arcsec, far below the parabola's own error.
struct DirectionCurve: Sendable {
    var m: SIMD3<Float>
    var b: SIMD3<Float>
    var c: SIMD3<Float>

    static let nowhere = DirectionCurve(m: SIMD3(0, 0, 0), b: SIMD3(0, 0, 0), c: SIMD3(0, 0, 0))

    init(m: SIMD3<Float>, b: SIMD3<Float>, c: SIMD3<Float>) {
        self.m = m
        self.b = b
        self.c = c
    }

    /// The curve and the distance at mid-night, au; nil where two-body motion fails.
    static func through(_ state: StateVector, _ before: Observer, _ now: Observer, _ after: Observer)
        -> (curve: DirectionCurve, distance: Double)?
    {
        let days = now.mjdTdb - state.mjdTdb
        let half = after.mjdTdb - now.mjdTdb
        guard let (r, v) = UniversalKepler.advance(state.position, state.velocity, days: days) else { return nil }
        let distance = r.length
        let pull = r * (-Gravity.sun / (distance * distance * distance))
        func direction(_ observer: Observer, _ t: Double) -> Vector3 {
            let place = r + v * t + pull * (t * t / 2) + observer.sun
            let lightTime = (place - observer.position).length / Gravity.speedOfLight
            let line = place - (v + pull * t) * lightTime - observer.position
            return line * (1 / line.length)
        }
        let (first, second, third) = (direction(before, -half), direction(now, 0), direction(after, half))
        guard first.isFinite, second.isFinite, third.isFinite else { return nil }
        let curve = DirectionCurve(
            m: float(second), b: float((third - first) * 0.5), c: float((third + first) * 0.5 - second))
        return (curve, (r + now.sun - now.position).length)
    }

    private static func float(_ v: Vector3) -> SIMD3<Float> { SIMD3(Float(v.x), Float(v.y), Float(v.z)) }

    func direction(_ s: Double) -> Vector3 {
        let v = m + (b + c * Float(s)) * Float(s)
        return Vector3(Double(v.x), Double(v.y), Double(v.z))
    }

    var middle: UnitVector { UnitVector(x: Double(m.x), y: Double(m.y), z: Double(m.z)) }

    /// An upper bound of how far the direction is from that of mid-night, degrees.
    var sweep: Double {
        func length(_ v: SIMD3<Float>) -> Double { Double((v.x * v.x + v.y * v.y + v.z * v.z).squareRoot()) }
        return inDegrees(length(b) + length(c))
    }
}
