internal import SkyMath

/// Orbits of near-Earth asteroids within their classical groups.
///
/// Inclinations and the spread of semimajor axes are rounded from the debiased model of Granvik et al. 2018,
/// doi:10.1016/j.icarus.2018.04.018; within a group perihelia are uniform, which is a simplification of our own.
enum NearEarthOrbits {
    static func draw(_ group: OrbitGroup, _ draws: inout Draws) -> OrbitalElements {
        for _ in 0..<200 {
            let shape = shape(group, &draws)
            if shape.e > 0, shape.e < 0.97, belongs(shape, group) { return draws.orbit(shape) }
        }
        return draws.orbit(fallback(group))
    }

    private static func shape(_ group: OrbitGroup, _ draws: inout Draws) -> OrbitShape {
        let inclination = draws.inclination(width: 13)
        switch group {
        case .amor, .apollo:
            let q = group == .amor ? draws.uniform(1.017..<1.3) : draws.uniform(0.15..<1.017)
            let a = 2.0 + 0.6 * draws.normal()
            return OrbitShape(a: a, e: 1 - q / a, inclination: inclination)
        case .aten: return OrbitShape(a: draws.uniform(0.6..<1), e: draws.uniform(0.05..<0.7), inclination: inclination)
        default: return OrbitShape(a: draws.uniform(0.5..<0.95), e: draws.uniform(0.05..<0.6), inclination: inclination)
        }
    }

    /// The groups' borders: the Earth's perihelion 0.983 au and aphelion 1.017 au.
    static func belongs(_ shape: OrbitShape, _ group: OrbitGroup) -> Bool {
        let (q, aphelion) = (shape.a * (1 - shape.e), shape.a * (1 + shape.e))
        return switch group {
        case .amor: shape.a > 1 && q > 1.017 && q < 1.3 && aphelion < 5.2
        case .apollo: shape.a > 1 && q < 1.017 && aphelion < 5.2
        case .aten: shape.a < 1 && aphelion > 0.983
        default: aphelion < 0.983
        }
    }

    private static func fallback(_ group: OrbitGroup) -> OrbitShape {
        switch group {
        case .amor: OrbitShape(a: 2, e: 0.45, inclination: 10)
        case .apollo: OrbitShape(a: 2, e: 0.6, inclination: 10)
        case .aten: OrbitShape(a: 0.9, e: 0.3, inclination: 10)
        default: OrbitShape(a: 0.7, e: 0.2, inclination: 10)
        }
    }
}
