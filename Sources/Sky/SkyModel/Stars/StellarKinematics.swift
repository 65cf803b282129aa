internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Motion as seen: mas/yr to the east and north, km/s along the sight.
struct SkyMotion: Sendable, Hashable {
    var ra = 0.0
    var dec = 0.0
    var radial = 0.0

    /// Degrees from north through east.
    var positionAngle: Double { atan2(ra, dec) * 180 / .pi }
}

/// A velocity in km/s: towards the Galaxy's centre, in the direction of rotation, and north.
struct GalacticVelocity {
    var u: Double
    var v: Double
    var w: Double
}

extension GalacticComponent {
    /// Velocity ellipsoid and mean rotation, km/s.
    ///
    /// Discs and halo: Bensby et al. 2003, doi:10.1051/0004-6361:20031213; bulge: Kunder et al. 2012,
    /// doi:10.1088/0004-6256/143/3/57.
    var ellipsoid: (dispersion: GalacticVelocity, rotation: Double) {
        switch self {
        case .thinDisc: (GalacticVelocity(u: 35, v: 20, w: 16), GalacticMotion.circularSpeed - 15)
        case .thickDisc: (GalacticVelocity(u: 67, v: 38, w: 35), GalacticMotion.circularSpeed - 46)
        case .halo: (GalacticVelocity(u: 160, v: 90, w: 90), 12)
        case .bulge: (GalacticVelocity(u: 110, v: 110, w: 100), 90)
        }
    }
}

enum GalacticMotion {
    /// Flat rotation curve: Bland-Hawthorn and Gerhard 2016, doi:10.1146/annurev-astro-081915-023441.
    static let circularSpeed = 238.0

    /// The Sun's own motion: Schonrich, Binney and Dehnen 2010, doi:10.1111/j.1365-2966.2010.16253.x.
    static let sun = GalacticVelocity(u: 11.1, v: 12.24, w: 7.25)

    /// A drawn velocity with respect to the Sun of a star at a place.
    static func velocity(_ component: GalacticComponent, at place: GalacticPlace, _ draws: inout Draws)
        -> GalacticVelocity
    {
        velocity(component, at: place, normals: NormalTable.three(draws.next()))
    }

    /// The same of three normal numbers.
    @inline(__always)
    static func velocity(
        _ component: GalacticComponent, at place: GalacticPlace, normals: (Double, Double, Double)
    ) -> GalacticVelocity {
        let (dispersion, rotation) = component.ellipsoid
        let radius = max(place.cylindricalRadius, 1e-6)
        let inward = dispersion.u * normals.0
        let along = rotation * min(1, radius) + dispersion.v * normals.1
        let (cosine, sine) = (place.x / radius, place.y / radius)
        return GalacticVelocity(
            u: inward * cosine + along * sine - sun.u, v: along * cosine - inward * sine - circularSpeed - sun.v,
            w: dispersion.w * normals.2 - sun.w)
    }
}
