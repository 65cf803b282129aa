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
        let (dispersion, rotation) = component.ellipsoid
        let radius = max(place.cylindricalRadius, 1e-6)
        let (first, second) = draws.normalPair()
        let inward = dispersion.u * first
        let along = rotation * min(1, radius) + dispersion.v * second
        let (cosine, sine) = (place.x / radius, place.y / radius)
        return GalacticVelocity(
            u: inward * cosine + along * sine - sun.u, v: along * cosine - inward * sine - circularSpeed - sun.v,
            w: dispersion.w * draws.normal() - sun.w)
    }
}

/// Directions at a place, to turn velocities into motions on the sky. One serves for all stars of a cell but for
/// their own place.
struct SkyDirections {
    private let outward: UnitVector
    private let east: UnitVector
    private let north: UnitVector

    init(_ position: SkyPosition) {
        let (ra, dec) = (position.ra * .pi / 180, position.dec * .pi / 180)
        let (sinRA, cosRA, sinDec, cosDec) = (sin(ra), cos(ra), sin(dec), cos(dec))
        outward = UnitVector(x: cosDec * cosRA, y: cosDec * sinRA, z: sinDec)
        east = UnitVector(x: -sinRA, y: cosRA, z: 0)
        north = UnitVector(x: -sinDec * cosRA, y: -sinDec * sinRA, z: cosDec)
    }

    /// - Parameter kpc: distance.
    func motion(_ velocity: GalacticVelocity, kpc: Double) -> SkyMotion {
        let equatorial = Self.icrs(velocity)
        func along(_ v: UnitVector) -> Double { v.x * equatorial.x + v.y * equatorial.y + v.z * equatorial.z }
        let scale = 1 / (4.740470446 * kpc)
        return SkyMotion(ra: along(east) * scale, dec: along(north) * scale, radial: along(outward))
    }

    private static let axes = (
        SkyPosition(GalacticPosition(l: 0, b: 0)).unitVector, SkyPosition(GalacticPosition(l: 90, b: 0)).unitVector,
        SkyPosition(GalacticPosition(l: 0, b: 90)).unitVector
    )

    private static func icrs(_ v: GalacticVelocity) -> UnitVector {
        let (a, b, c) = axes
        return UnitVector(
            x: a.x * v.u + b.x * v.v + c.x * v.w, y: a.y * v.u + b.y * v.v + c.y * v.w,
            z: a.z * v.u + b.z * v.v + c.z * v.w)
    }
}
