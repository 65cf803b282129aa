internal import SkyMath

/// Where an observatory is at one moment, and where the Sun is: what every object's place at that moment needs.
///
/// Complexity: O(1) to make, about ten microseconds; make one for each exposure, not for each object.
public struct Observer: Sendable {
    /// The moment, MJD TAI.
    public let mjdTai: Double
    /// The same moment, MJD TDB.
    public let mjdTdb: Double
    /// Barycentric, au, ICRF axes.
    public let position: Vector3
    /// Barycentric, au/day.
    public let velocity: Vector3
    /// The Sun's barycentric place, au, and velocity, au/day.
    public let sun: Vector3
    /// Barycentric, au/day.
    public let sunVelocity: Vector3

    /// - Errors: `.outsideSpan` for times for which `system` was not computed.
    public init(_ observatory: Observatory, mjdTai: Double, in system: SolarSystem) throws(EphemerisError) {
        self.mjdTai = mjdTai
        mjdTdb = TimeScale.mjdTdb(fromMjdTai: mjdTai)
        let half = 1.0 / 144
        position = try Self.place(observatory, mjdTai, system)
        let after = try Self.place(observatory, mjdTai + half, system)
        let before = try Self.place(observatory, mjdTai - half, system)
        velocity = (after - before) * (1 / (2 * half))
        sun = try system.position(of: .sun, mjdTdb: mjdTdb)
        sunVelocity = try system.velocity(of: .sun, mjdTdb: mjdTdb)
    }

    private static func place(_ observatory: Observatory, _ mjdTai: Double, _ system: SolarSystem)
        throws(EphemerisError) -> Vector3
    {
        try system.position(of: .earth, mjdTdb: TimeScale.mjdTdb(fromMjdTai: mjdTai))
            + observatory.geocentric(mjdTai: mjdTai)
    }
}
