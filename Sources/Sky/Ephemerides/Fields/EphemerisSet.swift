internal import SkyMath

/// Many small bodies, of which a night's observer asks which stand in a field.
///
/// Bodies move about the Sun alone from their states: bring perturbed orbits near the night first (`brought(to:in:)`).
public struct EphemerisSet: Sendable {
    /// Heliocentric, one for each body.
    public let states: [StateVector]

    /// Orbits that two-body motion refuses never appear in a field. Complexity: O(bodies).
    public init(_ orbits: [OrbitalElements]) { states = orbits.map { (try? $0.state()) ?? Self.nowhere } }

    public init(states: [StateVector]) { self.states = states }

    private static let nowhere = StateVector(
        position: Vector3(.nan, .nan, .nan), velocity: Vector3(.nan, .nan, .nan), mjdTdb: 0)

    /// The bodies' heliocentric states at `mjdTdb` under the pull of the planets; those that fail are kept as they
    /// were.
    /// Complexity: O(bodies x years), some tens of microseconds each.
    public func brought(toMjdTdb mjdTdb: Double, in system: SolarSystem) throws(EphemerisError) -> EphemerisSet {
        let sun = try system.position(of: .sun, mjdTdb: mjdTdb)
        let sunVelocity = try system.velocity(of: .sun, mjdTdb: mjdTdb)
        return EphemerisSet(
            states: states.map { state in
                guard let path = try? Trajectory(state, span: mjdTdb...mjdTdb, in: system) else { return state }
                return StateVector(
                    position: path.position(mjdTdb: mjdTdb) - sun,
                    velocity: path.velocity(mjdTdb: mjdTdb) - sunVelocity,
                    mjdTdb: mjdTdb)
            })
    }

    /// The set as it moves between two times, for any number of fields in between. Complexity: O(bodies).
    ///
    /// - Parameter night: MJD TAI, at most one day.
    /// - Errors: `.outsideSpan` for other spans and for times outside of the system's.
    public func night(_ night: ClosedRange<Double>, at observatory: Observatory, in system: SolarSystem)
        throws(EphemerisError) -> EphemerisNight
    {
        try EphemerisNight(self, night, observatory, system)
    }
}

/// A body found in a field.
public struct FieldMember: Sendable, Hashable {
    /// In the set.
    public var index: Int
    public var ephemeris: Ephemeris

    public init(index: Int, ephemeris: Ephemeris) {
        self.index = index
        self.ephemeris = ephemeris
    }
}
