/// Barycentric places of the Sun, the planets and the Moon over a span of time.
///
/// Integrated from DE440's state at MJD 58000.0 TDB, so that no kernel is needed. Places agree with DE440 within 20 km
/// for the Earth from 1990 to 2040; see the tests for the others. Complexity: O(span) to make, O(1) to ask.
public struct SolarSystem: Sendable {
    /// Days of a step.
    static let step = 8.0
    /// 1850 to 2150: nothing checks the places beyond.
    public static let limits = -3000.0...107000.0

    /// MJD TDB.
    public let span: ClosedRange<Double>
    private let later: [PathSegment]
    private let earlier: [PathSegment]

    /// - Parameter span: MJD TDB. Errors: `.outsideSpan` where it is beyond `limits`.
    public init(span: ClosedRange<Double>) throws(EphemerisError) {
        guard Self.limits.contains(span.lowerBound), Self.limits.contains(span.upperBound) else {
            throw EphemerisError(.outsideSpan, "planets are known for MJD \(Self.limits), not for \(span)")
        }
        self.span = span
        later = try Self.path(to: span.upperBound, Self.step)
        earlier = try Self.path(to: span.lowerBound, -Self.step)
    }

    private static func path(to end: Double, _ step: Double) throws(EphemerisError) -> [PathSegment] {
        var integrator = RadauIntegrator(
            field: PlanetaryDynamics(), mjdTdb: PlanetaryStart.mjdTdb, positions: PlanetaryStart.positions,
            velocities: PlanetaryStart.velocities)
        var path: [PathSegment] = []
        while step * (end - integrator.mjdTdb) > 0 { path.append(try integrator.step(step) { _ in true }.path) }
        return path
    }

    /// Barycentric place, au, ICRF axes. Errors: `.outsideSpan`.
    public func position(of body: Body, mjdTdb: Double) throws(EphemerisError) -> Vector3 {
        let segment = try segment(at: mjdTdb)
        switch body {
        case .earth, .moon:
            let share = PlanetaryDynamics.moonShare
            let offset = Moon.geocentric(mjdTdb: mjdTdb)
            return segment.position(PlanetaryDynamics.earthMoon, mjdTdb: mjdTdb)
                + offset * (body == .earth ? -share : 1 - share)
        default: return segment.position(Self.index(body), mjdTdb: mjdTdb)
        }
    }

    /// Barycentric velocity of the Sun or a planet, au/day; of Earth and Moon that of their barycentre (the Earth's
    /// differs by up to 13 m/s).
    public func velocity(of body: Body, mjdTdb: Double) throws(EphemerisError) -> Vector3 {
        try segment(at: mjdTdb).velocity(Self.index(body), mjdTdb: mjdTdb)
    }

    /// Places of all bodies in the order of `Body`.
    func positions(mjdTdb: Double) throws(EphemerisError) -> [Vector3] {
        let segment = try segment(at: mjdTdb)
        let centre = segment.position(PlanetaryDynamics.earthMoon, mjdTdb: mjdTdb)
        let moon = Moon.geocentric(mjdTdb: mjdTdb, terms: 12)
        var places: [Vector3] = []
        places.reserveCapacity(10)
        for body in 0..<9 {
            guard body == PlanetaryDynamics.earthMoon else {
                places.append(segment.position(body, mjdTdb: mjdTdb))
                continue
            }
            places.append(centre - moon * PlanetaryDynamics.moonShare)
            places.append(centre + moon * (1 - PlanetaryDynamics.moonShare))
        }
        return places
    }

    private static func index(_ body: Body) -> Int {
        body.rawValue > Body.earth.rawValue ? body.rawValue - 1 : body.rawValue
    }

    private func segment(at mjdTdb: Double) throws(EphemerisError) -> PathSegment {
        let steps = (mjdTdb - PlanetaryStart.mjdTdb) / Self.step
        let path = steps >= 0 ? later : earlier
        guard mjdTdb >= span.lowerBound - 1, mjdTdb <= span.upperBound + 1, let last = path.indices.last else {
            throw EphemerisError(.outsideSpan, "MJD \(mjdTdb) is outside of \(span), for which planets were computed")
        }
        return path[min(Int(abs(steps)), last)]
    }
}
