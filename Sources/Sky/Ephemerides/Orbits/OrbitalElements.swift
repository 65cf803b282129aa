/// A heliocentric orbit at an epoch: cometary elements, which are good for every eccentricity.
///
/// Frame: mean ecliptic and equinox of J2000. Time scale: TDB.
public struct OrbitalElements: Sendable, Hashable {
    /// Perihelion distance, au.
    public var q: Double
    /// 1 for a parabola, more for a hyperbola.
    public var eccentricity: Double
    /// Degrees.
    public var inclination: Double
    /// Longitude of the ascending node, degrees.
    public var node: Double
    /// Argument of perihelion, degrees.
    public var perihelionArgument: Double
    /// Time of perihelion, MJD TDB.
    public var perihelionMjdTdb: Double
    /// The time at which these elements osculate, MJD TDB.
    public var epochMjdTdb: Double

    /// Angles in degrees, `q` in au; values are not checked.
    public init(
        q: Double, eccentricity: Double, inclination: Double, node: Double, perihelionArgument: Double,
        perihelionMjdTdb: Double, epochMjdTdb: Double
    ) {
        self.q = q
        self.eccentricity = eccentricity
        self.inclination = inclination
        self.node = node
        self.perihelionArgument = perihelionArgument
        self.perihelionMjdTdb = perihelionMjdTdb
        self.epochMjdTdb = epochMjdTdb
    }
}
