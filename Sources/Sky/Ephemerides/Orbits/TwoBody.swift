extension StateVector {
    /// This heliocentric state moved to `mjdTdb` about the Sun alone. Errors: `.notAnOrbit` where numbers overflow.
    /// Complexity: O(1).
    public func propagated(toMjdTdb mjdTdb: Double) throws(EphemerisError) -> StateVector {
        guard let (r, v) = UniversalKepler.advance(position, velocity, days: mjdTdb - self.mjdTdb) else {
            throw EphemerisError(.notAnOrbit, "two-body motion overflows")
        }
        return StateVector(position: r, velocity: v, mjdTdb: mjdTdb)
    }

    /// Specific energy about the Sun, au^2/day^2.
    public var energy: Double { velocity.squaredLength / 2 - Gravity.sun / position.length }

    /// Specific angular momentum, au^2/day.
    public var angularMomentum: Vector3 { position.cross(velocity) }
}

extension OrbitalElements {
    /// Heliocentric state at `mjdTdb` about the Sun alone. Errors: `.notAnOrbit`. Complexity: O(1).
    public func state(atMjdTdb mjdTdb: Double) throws(EphemerisError) -> StateVector {
        try perihelionState().propagated(toMjdTdb: mjdTdb)
    }

    /// The state at the epoch.
    public func state() throws(EphemerisError) -> StateVector { try state(atMjdTdb: epochMjdTdb) }

    private func perihelionState() throws(EphemerisError) -> StateVector {
        let all = [q, eccentricity, inclination, node, perihelionArgument, perihelionMjdTdb, epochMjdTdb]
        guard all.allSatisfy(\.isFinite), q > 0, eccentricity >= 0 else {
            throw EphemerisError(.notAnOrbit, "no orbit has q = \(q) au and e = \(eccentricity)")
        }
        let (along, across) = axes
        let speed = (Gravity.sun * (1 + eccentricity) / q).squareRoot()
        return StateVector(
            eclipticPosition: along * q, eclipticVelocity: across * speed, mjdTdb: perihelionMjdTdb)
    }

    /// Unit vectors to the perihelion and a right angle further, ecliptic.
    private var axes: (Vector3, Vector3) {
        let (sinNode, cosNode) = sinCosDegrees(node)
        let (sinArgument, cosArgument) = sinCosDegrees(perihelionArgument)
        let (sinI, cosI) = sinCosDegrees(inclination)
        return (
            Vector3(
                cosArgument * cosNode - sinArgument * sinNode * cosI,
                cosArgument * sinNode + sinArgument * cosNode * cosI, sinArgument * sinI),
            Vector3(
                -sinArgument * cosNode - cosArgument * sinNode * cosI,
                -sinArgument * sinNode + cosArgument * cosNode * cosI, cosArgument * sinI)
        )
    }
}
