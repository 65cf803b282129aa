internal import SkyMath

/// Orbits beyond Neptune, after the CFEPS L7 model (Petit et al. 2011, doi:10.1088/0004-6256/142/4/131; resonances:
/// Gladman et al. 2012, doi:10.1088/0004-6256/144/1/23), with its borders rounded.
enum KuiperBeltOrbits {
    static func draw(_ group: OrbitGroup, _ draws: inout Draws) -> OrbitalElements {
        switch group {
        case .plutino: return resonant(a: 39.45, outer: 3, inner: 2, e: 0.18, &draws)
        case .twotino: return resonant(a: 47.8, outer: 2, inner: 1, e: 0.25, &draws)
        case .fiveToTwo: return resonant(a: 55.4, outer: 5, inner: 2, e: 0.38, &draws)
        default: return draws.orbit(free(group, &draws))
        }
    }

    private static func free(_ group: OrbitGroup, _ draws: inout Draws) -> OrbitShape {
        switch group {
        case .kernelClassical:
            OrbitShape(
                a: draws.uniform(43.8..<44.4), e: draws.uniform(0.03..<0.08), inclination: draws.inclination(width: 2))
        case .stirredClassical:
            OrbitShape(
                a: draws.uniform(42.4..<47), e: draws.uniform(0.01..<0.1), inclination: draws.inclination(width: 2.6))
        case .hotClassical: hot(&draws)
        default: scattered(&draws)
        }
    }

    private static func hot(_ draws: inout Draws) -> OrbitShape {
        let a = draws.uniform(40..<47)
        let q = draws.uniform(35..<40)
        return OrbitShape(a: a, e: 1 - q / a, inclination: draws.inclination(width: 16))
    }

    private static func scattered(_ draws: inout Draws) -> OrbitShape {
        // Semimajor axes from 48 to 400 au, as many in each factor of size.
        let a = 48 / (1 - draws.uniform() * (1 - 48.0 / 400))
        let q = draws.uniform(32..<39)
        return OrbitShape(a: a, e: 1 - q / a, inclination: draws.inclination(width: 16))
    }

    /// The resonant angle outer * lambda - inner * lambda(Neptune) - (outer - inner) * perihelion librates about 180
    /// degrees.
    private static func resonant(a: Double, outer: Double, inner: Double, e: Double, _ draws: inout Draws)
        -> OrbitalElements
    {
        let amplitude = draws.rayleigh(50, below: 130)
        let angle = 180 + amplitude * sinCosDegrees(draws.angle()).sin
        let shape = OrbitShape(
            a: a + 0.15 * draws.normal(), e: min(max(e + 0.06 * draws.normal(), 0.03), 0.5),
            inclination: draws.inclination(width: 16))
        var orbit = draws.orbit(shape)
        let anomaly = draws.angle()
        // With lambda = perihelion + anomaly the angle gives the longitude of perihelion.
        let turns = (draws.uniform() * inner).rounded(.down)
        let perihelion = neptuneLongitude + (angle - outer * anomaly + 360 * turns) / inner
        orbit.perihelionArgument = wrap360(perihelion - orbit.node)
        let motion = KeplerianElements(orbit)?.meanMotion ?? 1
        orbit.perihelionMjdTdb = orbit.epochMjdTdb - (anomaly > 180 ? anomaly - 360 : anomaly) / motion
        return orbit
    }

    /// Neptune's mean longitude at the epoch, degrees (Standish, as for Jupiter).
    static let neptuneLongitude = -55.12002969 + 218.45945325 * (SyntheticPopulation.epochMjdTdb - 51544.5) / 36525
}
