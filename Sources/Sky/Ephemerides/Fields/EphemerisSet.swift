internal import SkyMath

/// Many small bodies, of which a night's observer asks which stand in a field.
///
/// Bodies move about the Sun alone from their states: bring perturbed orbits near the night first (`brought(to:in:)`).
public struct EphemerisSet: Sendable {
    /// Heliocentric, one for each body.
    public let states: [StateVector]

    /// Orbits that two-body motion refuses never appear in a field. Complexity: O(bodies).
    public init(_ orbits: [OrbitalElements]) { states = orbits.map { (try? $0.state()) ?? Self.nowhere } }

    /// Heliocentric states, kept as they are.
    public init(states: [StateVector]) { self.states = states }

    private static let nowhere = StateVector(
        position: Vector3(.nan, .nan, .nan), velocity: Vector3(.nan, .nan, .nan), mjdTdb: 0)

    /// The bodies' heliocentric states at `mjdTdb` under the pull of the planets; those that fail are kept as they
    /// were.
    /// Complexity: O(bodies x years), some tens of microseconds each.
    public func brought(toMjdTdb mjdTdb: Double, in system: SolarSystem) throws(EphemerisError) -> EphemerisSet {
        _ = try system.position(of: .sun, mjdTdb: mjdTdb)
        return EphemerisSet(states: states.map { (try? $0.integrated(toMjdTdb: mjdTdb, in: system)) ?? $0 })
    }

    /// The set as it moves between two times, for any number of fields in between. Complexity: O(bodies).
    ///
    /// - Parameters:
    ///   - night: MJD TAI, at most one day.
    ///   - margin: degrees by which places that the states lead to may be wrong.
    ///   - rough: numbers of bodies whose states may be wrong by more: every field looks at them.
    /// - Errors: `.outsideSpan` for other spans and for times outside of the system's.
    public func night(
        _ night: ClosedRange<Double>, at observatory: Observatory, in system: SolarSystem,
        margin: Double = EphemerisNight.margin, rough: [Int] = []
    ) throws(EphemerisError) -> EphemerisNight {
        try EphemerisNight(self, night, observatory, system, margin: margin, rough: rough)
    }
}

extension StateVector {
    /// This heliocentric state moved to `mjdTdb` under the pull of the Sun, the planets and the Moon.
    ///
    /// Errors: those of `Trajectory`. Complexity: O(years), some tens of microseconds each.
    public func integrated(toMjdTdb mjdTdb: Double, in system: SolarSystem) throws(EphemerisError) -> StateVector {
        let path = try Trajectory(self, span: mjdTdb...mjdTdb, in: system)
        return StateVector(
            position: path.position(mjdTdb: mjdTdb) - (try system.position(of: .sun, mjdTdb: mjdTdb)),
            velocity: path.velocity(mjdTdb: mjdTdb) - (try system.velocity(of: .sun, mjdTdb: mjdTdb)), mjdTdb: mjdTdb)
    }
}

/// A body found in a field.
public struct FieldMember: Sendable, Hashable {
    /// In the set.
    public var index: Int
    /// What is seen of the body.
    public var ephemeris: Ephemeris

    /// `index` is the body's in the set.
    public init(index: Int, ephemeris: Ephemeris) {
        self.index = index
        self.ephemeris = ephemeris
    }
}
