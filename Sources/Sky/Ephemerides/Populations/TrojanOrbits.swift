internal import SkyMath

/// Orbits of Jupiter's Trojans: about 60 degrees ahead of or behind the planet, librating.
///
/// Widths of eccentricity (0.06) and inclination (13.5 degrees) fit the 496 Trojans with H < 12 of JPL's database; the
/// spread in longitude is that of Szabo et al. 2007, doi:10.1111/j.1365-2966.2007.11687.x.
enum TrojanOrbits {
    static func draw(ahead: Double, _ draws: inout Draws) -> OrbitalElements {
        // A libration is an ellipse in longitude and semimajor axis with a fixed ratio of its axes.
        let amplitude = draws.rayleigh(9, below: 30)
        let phase = draws.angle()
        let (sine, cosine) = sinCosDegrees(phase)
        let shape = OrbitShape(
            a: 5.2034 + 0.0049 * amplitude * sine, e: draws.rayleigh(0.06, below: 0.2),
            inclination: draws.inclination(width: 13.5))
        return draws.orbit(shape, longitude: jupiterLongitude + ahead + 1.2 * amplitude * cosine)
    }

    /// Jupiter's mean longitude at the epoch, degrees (Standish, Keplerian elements for approximate positions of the
    /// major planets, 1800 to 2050).
    static let jupiterLongitude = 34.39644051 + 3034.74612775 * (SyntheticPopulation.epochMjdTdb - 51544.5) / 36525
}
