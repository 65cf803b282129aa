#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The perturbed path of one small body over a span of time, barycentric.
///
/// Complexity: O(steps) to make (a main-belt asteroid takes a step of weeks), O(log steps) to ask.
public struct Trajectory: Sendable {
    /// MJD TDB.
    public let span: ClosedRange<Double>
    private let segments: [PathSegment]
    /// The beginnings of the segments in time, ascending.
    private let starts: [Double]

    /// - Parameters:
    ///   - state: heliocentric.
    ///   - span: MJD TDB; must lie within the system's, and so must the state's time.
    ///   - push: of gas or sunlight; nil for gravity alone.
    /// - Errors: `.outsideSpan`; `.notAnOrbit` for numbers that are not finite; `.noConvergence` for collisions.
    public init(
        _ state: StateVector, span: ClosedRange<Double>, in system: SolarSystem, push: NonGravitational? = nil
    ) throws(EphemerisError) {
        guard state.position.isFinite, state.velocity.isFinite, state.mjdTdb.isFinite else {
            throw EphemerisError(.notAnOrbit, "a state has numbers that are not finite")
        }
        self.span = span
        let field = SmallBodyDynamics(system: system, push: push ?? .none)
        let forwards = try Self.path(state, to: span.upperBound, field)
        let backwards = try Self.path(state, to: span.lowerBound, field)
        segments = (backwards.reversed() + forwards).filter { $0.covers(span) }
        starts = segments.map(\.earliest)
    }

    /// Place (barycentric, au, ICRF axes); times beyond the span are extrapolated from the nearest piece.
    public func position(mjdTdb: Double) -> Vector3 { segment(mjdTdb)?.position(0, mjdTdb: mjdTdb) ?? .zero }

    /// Barycentric, au/day.
    public func velocity(mjdTdb: Double) -> Vector3 { segment(mjdTdb)?.velocity(0, mjdTdb: mjdTdb) ?? .zero }

    private func segment(_ mjdTdb: Double) -> PathSegment? {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= mjdTdb { low = middle } else { high = middle }
        }
        return segments.isEmpty ? nil : segments[low]
    }

    private static let tolerance = 1e-8
    private static let shortest = 1e-4

    /// Steps from the state's time to `end`, at least one.
    private static func path(_ state: StateVector, to end: Double, _ field: SmallBodyDynamics) throws(EphemerisError)
        -> [PathSegment]
    {
        let sunPlace = try field.system.position(of: .sun, mjdTdb: state.mjdTdb)
        let sunVelocity = try field.system.velocity(of: .sun, mjdTdb: state.mjdTdb)
        let (x, v) = (state.position + sunPlace, state.velocity + sunVelocity)
        var integrator = RadauIntegrator(
            field: field, mjdTdb: state.mjdTdb, positions: [x.x, x.y, x.z],
            velocities: [v.x, v.y, v.z])
        var path: [PathSegment] = []
        var size = firstStep(state)
        repeat {
            let left = end - integrator.mjdTdb
            let length = abs(left) <= size ? left : left < 0 ? -size : size
            if length == 0 { break }
            let (segment, error) = try integrator.step(length) { $0 < tolerance * 10 }
            if error < tolerance * 10 { path.append(segment) }
            let factor = pow(tolerance / max(error, 1e-300), 1.0 / 7)
            size = min(max(abs(length) * min(max(factor, 0.2), 3), 0), 64)
            guard size > shortest || integrator.mjdTdb == end else {
                throw EphemerisError(.noConvergence, "the orbit passes too close to a body at MJD \(integrator.mjdTdb)")
            }
        } while integrator.mjdTdb != end && abs(end - integrator.mjdTdb) > 1e-9
        return path
    }

    /// An eighth of the time in which a circular orbit turns by one radian.
    private static func firstStep(_ state: StateVector) -> Double {
        let distance = state.position.length
        return min(max((distance * distance * distance / Gravity.sun).squareRoot() / 8, 0.01), 32)
    }
}

extension PathSegment {
    var earliest: Double { min(start, start + length) }
    var latest: Double { max(start, start + length) }

    func covers(_ span: ClosedRange<Double>) -> Bool { latest >= span.lowerBound && earliest <= span.upperBound }
}
