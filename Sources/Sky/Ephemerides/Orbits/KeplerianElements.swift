#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A heliocentric ellipse at an epoch by semimajor axis and mean anomaly, as catalogues write it.
///
/// Frame: mean ecliptic and equinox of J2000. Time scale: TDB.
public struct KeplerianElements: Sendable, Hashable {
    /// Semimajor axis, au.
    public var a: Double
    /// 0 ..< 1.
    public var eccentricity: Double
    /// Degrees.
    public var inclination: Double
    /// Longitude of the ascending node, degrees.
    public var node: Double
    /// Argument of perihelion, degrees.
    public var perihelionArgument: Double
    /// At the epoch, degrees.
    public var meanAnomaly: Double
    /// MJD TDB.
    public var epochMjdTdb: Double

    /// Angles in degrees, `a` in au; values are not checked.
    public init(
        a: Double, eccentricity: Double, inclination: Double, node: Double, perihelionArgument: Double,
        meanAnomaly: Double, epochMjdTdb: Double
    ) {
        self.a = a
        self.eccentricity = eccentricity
        self.inclination = inclination
        self.node = node
        self.perihelionArgument = perihelionArgument
        self.meanAnomaly = meanAnomaly
        self.epochMjdTdb = epochMjdTdb
    }

    /// Of an orbit that is an ellipse; nil for parabolas and hyperbolas.
    public init?(_ elements: OrbitalElements) {
        guard elements.eccentricity < 1, elements.q > 0 else { return nil }
        let a = elements.q / (1 - elements.eccentricity)
        self.init(
            a: a, eccentricity: elements.eccentricity, inclination: elements.inclination, node: elements.node,
            perihelionArgument: elements.perihelionArgument,
            meanAnomaly: wrap360((elements.epochMjdTdb - elements.perihelionMjdTdb) * Self.motion(a)),
            epochMjdTdb: elements.epochMjdTdb)
    }

    /// Mean motion, degrees/day.
    public var meanMotion: Double { Self.motion(a) }

    private static func motion(_ a: Double) -> Double { inDegrees((Gravity.sun / (a * a * a)).squareRoot()) }
}

extension OrbitalElements {
    /// With the perihelion that is nearest in time to the epoch. Elements that no ellipse has give elements that
    /// `state(atMjdTdb:)` refuses.
    public init(_ elements: KeplerianElements) {
        self.init(
            q: elements.a * (1 - elements.eccentricity), eccentricity: elements.eccentricity,
            inclination: elements.inclination, node: elements.node, perihelionArgument: elements.perihelionArgument,
            perihelionMjdTdb: elements.epochMjdTdb - remainder(elements.meanAnomaly, 360) / elements.meanMotion,
            epochMjdTdb: elements.epochMjdTdb)
    }
}
