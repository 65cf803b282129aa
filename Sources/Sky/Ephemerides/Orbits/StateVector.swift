#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Place and velocity at a time: au and au/day along the axes of the ICRF (equatorial), MJD TDB.
public struct StateVector: Sendable, Hashable {
    /// Au, ICRF axes.
    public var position: Vector3
    /// Au/day, ICRF axes.
    public var velocity: Vector3
    /// The time at which they hold, MJD TDB.
    public var mjdTdb: Double

    /// Au and au/day along the axes of the ICRF, MJD TDB.
    public init(position: Vector3, velocity: Vector3, mjdTdb: Double) {
        self.position = position
        self.velocity = velocity
        self.mjdTdb = mjdTdb
    }

    /// From components along the mean ecliptic and equinox of J2000.
    public init(eclipticPosition: Vector3, eclipticVelocity: Vector3, mjdTdb: Double) {
        self.init(
            position: Ecliptic.toEquatorial(eclipticPosition), velocity: Ecliptic.toEquatorial(eclipticVelocity),
            mjdTdb: mjdTdb)
    }
}

/// The mean ecliptic of J2000 as the Minor Planet Center and JPL use it for elements: an obliquity of 84381.448 arcsec
/// (IAU 1976, Lieske et al. 1977, A&A 58, 1).
public enum Ecliptic {
    static let obliquity = 84381.448 / 3600 * Double.pi / 180
    static let sine = sin(obliquity)
    static let cosine = cos(obliquity)

    /// From components along the ecliptic to components along the equator.
    public static func toEquatorial(_ v: Vector3) -> Vector3 {
        Vector3(v.x, v.y * cosine - v.z * sine, v.y * sine + v.z * cosine)
    }

    /// From components along the equator to components along the ecliptic.
    public static func fromEquatorial(_ v: Vector3) -> Vector3 {
        Vector3(v.x, v.y * cosine + v.z * sine, v.z * cosine - v.y * sine)
    }
}
