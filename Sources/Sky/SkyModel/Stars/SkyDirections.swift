internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Directions at a place, to turn velocities into motions on the sky.
struct SkyDirections {
    let outward: UnitVector
    private let east: UnitVector
    private let north: UnitVector

    init(_ position: SkyPosition) {
        let (ra, dec) = (position.ra * .pi / 180, position.dec * .pi / 180)
        self.init(ra: (sin(ra), cos(ra)), dec: (sin(dec), cos(dec)))
    }

    @inline(__always)
    init(ra: (sin: Double, cos: Double), dec: (sin: Double, cos: Double)) {
        outward = UnitVector(x: dec.cos * ra.cos, y: dec.cos * ra.sin, z: dec.sin)
        east = UnitVector(x: -ra.sin, y: ra.cos, z: 0)
        north = UnitVector(x: -dec.sin * ra.cos, y: -dec.sin * ra.sin, z: dec.cos)
    }

    /// - Parameter kpc: distance.
    @inline(__always)
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

    @inline(__always)
    private static func icrs(_ v: GalacticVelocity) -> UnitVector {
        let (a, b, c) = axes
        return UnitVector(
            x: a.x * v.u + b.x * v.v + c.x * v.w, y: a.y * v.u + b.y * v.v + c.y * v.w,
            z: a.z * v.u + b.z * v.v + c.z * v.w)
    }
}
