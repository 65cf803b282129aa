internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An ellipse without its angles in the plane.
struct OrbitShape {
    var a: Double
    var e: Double
    /// Degrees.
    var inclination: Double
}

extension Draws {
    /// Rayleigh: the length of a vector of two normal components.
    mutating func rayleigh(_ sigma: Double) -> Double { sigma * (2 * exponential()).squareRoot() }

    /// Rayleigh below a limit, by its inverse distribution.
    mutating func rayleigh(_ sigma: Double, below limit: Double) -> Double {
        let share = 1 - exp(-limit * limit / (2 * sigma * sigma))
        return sigma * (-2 * log(1 - uniform() * share)).squareRoot()
    }

    /// Degrees: sin(i) times a Gaussian of this width (Brown 2001, doi:10.1086/320391).
    mutating func inclination(width: Double) -> Double {
        for _ in 0..<64 {
            let i = rayleigh(width)
            if i < 180, uniform() * i <= sin(i * .pi / 180) * (180 / .pi) { return i }
        }
        return width
    }

    mutating func angle() -> Double { uniform() * 360 }

    /// With a perihelion, a node and a place in the orbit that know nothing of the planets.
    mutating func orbit(_ shape: OrbitShape) -> OrbitalElements {
        OrbitalElements(
            KeplerianElements(
                a: shape.a, eccentricity: shape.e, inclination: shape.inclination, node: angle(),
                perihelionArgument: angle(), meanAnomaly: angle(),
                epochMjdTdb: SyntheticPopulation.epochMjdTdb))
    }

    /// With a mean longitude, degrees.
    mutating func orbit(_ shape: OrbitShape, longitude: Double) -> OrbitalElements {
        let (node, argument) = (angle(), angle())
        return OrbitalElements(
            KeplerianElements(
                a: shape.a, eccentricity: shape.e, inclination: shape.inclination, node: node,
                perihelionArgument: argument, meanAnomaly: wrap360(longitude - node - argument),
                epochMjdTdb: SyntheticPopulation.epochMjdTdb))
    }
}
