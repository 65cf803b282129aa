#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Two-body motion about the Sun for every eccentricity by universal variables.
///
/// Source: Danby 1992, Fundamentals of Celestial Mechanics, 2nd edition, section 6.9.
enum UniversalKepler {
    /// The state `days` later, au and au/day about the Sun; nil where numbers overflow. Complexity: O(1).
    static func advance(_ r0: Vector3, _ v0: Vector3, days: Double, gm: Double = Gravity.sun) -> (Vector3, Vector3)? {
        let distance = r0.length
        let radial = r0.dot(v0)
        let alpha = 2 * gm / distance - v0.squaredLength
        let time = reduced(days, alpha, gm)
        guard let s = anomaly(distance, radial, alpha, time, gm) else { return nil }
        let c = Stumpff(alpha * s * s)
        let (g1, g2, g3) = (c.c1 * s, c.c2 * s * s, c.c3 * s * s * s)
        let now = distance * c.c0 + radial * g1 + gm * g2
        let f = 1 - gm * g2 / distance
        let g = time - gm * g3
        let r = r0 * f + v0 * g
        let v = r0 * (-gm * g1 / (now * distance)) + v0 * (1 - gm * g2 / now)
        return r.isFinite && v.isFinite ? (r, v) : nil
    }

    /// Whole periods taken off.
    private static func reduced(_ days: Double, _ alpha: Double, _ gm: Double) -> Double {
        guard alpha > 0 else { return days }
        let period = 2 * .pi * gm / (alpha * alpha.squareRoot())
        return remainder(days, period)
    }

    /// Root of the universal Kepler equation by Newton's method, kept inside a bracket: the equation rises everywhere.
    private static func anomaly(
        _ distance: Double, _ radial: Double, _ alpha: Double, _ time: Double, _ gm: Double
    ) -> Double? {
        guard time != 0 else { return 0 }
        func evaluate(_ s: Double) -> (value: Double, slope: Double) {
            let c = Stumpff(alpha * s * s)
            let (g1, g2, g3) = (c.c1 * s, c.c2 * s * s, c.c3 * s * s * s)
            return (distance * g1 + radial * g2 + gm * g3 - time, distance * c.c0 + radial * g1 + gm * g2)
        }
        var (low, high) = time > 0 ? (0, Double.infinity) : (-Double.infinity, 0)
        var s = time / distance
        if alpha * s * s < -400 { s = (s < 0 ? -20 : 20) / (-alpha).squareRoot() }
        for iteration in 0..<200 {
            let (value, slope) = evaluate(s)
            let isHigh = value.isFinite ? value > 0 : s > 0
            if isHigh { high = s } else { low = s }
            let step = value / slope
            if abs(step) <= 1e-13 * abs(s) { return s - step }
            s -= step
            // Far up a hyperbola Newton's steps are short: from the twelfth on every second one halves the bracket.
            if !(s > low && s < high) || (iteration > 11 && iteration % 2 == 0) { s = Self.between(low, high) }
            guard s != 0, s.isFinite else { return nil }
        }
        return s
    }

    /// The middle of a bracket of which one end may be infinite.
    private static func between(_ low: Double, _ high: Double) -> Double {
        if high == .infinity { return 2 * low + 1 }
        if low == -.infinity { return 2 * high - 1 }
        return (low + high) / 2
    }
}

/// Stumpff's functions of z = alpha s^2: generalised cosine and sine.
struct Stumpff {
    var c0: Double
    var c1: Double
    var c2: Double
    var c3: Double

    init(_ z: Double) {
        if abs(z) < 0.3 {
            c3 = Self.series(z, 3)
            c2 = Self.series(z, 2)
            c1 = 1 - z * c3
            c0 = 1 - z * c2
        } else if z > 0 {
            let root = z.squareRoot()
            (c0, c1) = (cos(root), sin(root) / root)
            (c2, c3) = ((1 - c0) / z, (1 - c1) / z)
        } else {
            let root = (-z).squareRoot()
            (c0, c1) = (cosh(root), sinh(root) / root)
            (c2, c3) = ((1 - c0) / z, (1 - c1) / z)
        }
    }

    /// Sum of (-z)^k / (2k + n)!.
    private static func series(_ z: Double, _ n: Int) -> Double {
        var sum = 1.0
        for k in stride(from: 7, through: 1, by: -1) { sum = 1 - z * sum / Double((2 * k + n) * (2 * k + n - 1)) }
        return n == 3 ? sum / 6 : sum / 2
    }
}
