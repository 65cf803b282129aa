#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension OrbitalElements {
    /// Elements that osculate a heliocentric state. Where a circle has no perihelion or an orbit in the ecliptic no
    /// node, these are at angle zero. Errors: `.notAnOrbit` for a body that falls straight into the Sun and for numbers
    /// that are not finite.
    public init(_ state: StateVector) throws(EphemerisError) {
        let r = Ecliptic.fromEquatorial(state.position)
        let v = Ecliptic.fromEquatorial(state.velocity)
        let h = r.cross(v)
        guard r.isFinite, v.isFinite, h.length > 1e-14, r.length > 0 else {
            throw EphemerisError(.notAnOrbit, "a state without angular momentum has no elements")
        }
        let shape = v.cross(h) * (1 / Gravity.sun) - r * (1 / r.length)
        let e = shape.length
        let nodeLine = h.x * h.x + h.y * h.y > 1e-24 * h.squaredLength ? Vector3(-h.y, h.x, 0) : Vector3(1, 0, 0)
        let perihelion = e > 1e-13 ? shape : nodeLine
        let q = h.squaredLength / (Gravity.sun * (1 + e))
        let anomaly = Self.turn(from: perihelion, to: r, about: h)
        let since = Self.daysSincePerihelion(q: q, e: e, trueAnomaly: anomaly)
        self.init(
            q: q, eccentricity: e, inclination: inDegrees(atan2((h.x * h.x + h.y * h.y).squareRoot(), h.z)),
            node: wrap360(inDegrees(atan2(nodeLine.y, nodeLine.x))),
            perihelionArgument: wrap360(inDegrees(Self.turn(from: nodeLine, to: perihelion, about: h))),
            perihelionMjdTdb: state.mjdTdb - since, epochMjdTdb: state.mjdTdb)
    }

    /// Angle from one vector to another, counted about `axis`, -pi ... pi.
    private static func turn(from a: Vector3, to b: Vector3, about axis: Vector3) -> Double {
        atan2(a.cross(b).dot(axis) / axis.length, a.dot(b))
    }

    /// Kepler's equation forwards, through the half angle w = tan(nu/2), with a series near the parabola.
    static func daysSincePerihelion(q: Double, e: Double, trueAnomaly: Double) -> Double {
        let w = tan(trueAnomaly / 2)
        let lambda = (1 - e) / (1 + e)
        let x = lambda * w * w
        if abs(x) < 0.05 {
            // integral of 2 (1 + w^2) / (1 + lambda w^2)^2 dw, term by term
            var sum = 0.0
            var power = 1.0
            for k in 0..<16 {
                let weight = Double(k + 1) * power
                sum += weight * (w / Double(2 * k + 1) + w * w * w / Double(2 * k + 3))
                power *= -x
            }
            return sum * 2 * (q * q * q / (Gravity.sun * (1 + e))).squareRoot()
        }
        let a = q / (1 - e)
        if e < 1 {
            let eccentric = 2 * atan(lambda.squareRoot() * w)
            return (eccentric - e * sin(eccentric)) * (a * a * a / Gravity.sun).squareRoot()
        }
        let hyperbolic = 2 * atanh((-lambda).squareRoot() * w)
        return (e * sinh(hyperbolic) - hyperbolic) * (-a * a * a / Gravity.sun).squareRoot()
    }
}
