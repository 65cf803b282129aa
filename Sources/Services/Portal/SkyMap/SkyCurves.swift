internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Great and small circles of the sky as runs of places close enough to look like curves.
enum SkyCurves {
    static func parallel(dec: Double, centreRA: Double) -> [SkyPosition] {
        steps(from: -179.999, to: 179.999, count: 72).map { SkyPosition(ra: centreRA + $0, dec: dec) }
    }

    static func meridian(ra: Double) -> [SkyPosition] {
        steps(from: -90, to: 90, count: 36).map { SkyPosition(ra: ra, dec: $0) }
    }

    static let galacticPlane = steps(from: 0, to: 360, count: 180).map { SkyPosition(GalacticPosition(l: $0, b: 0)) }

    /// With the obliquity of J2000, 84381.406 arcsec (IAU 2006, doi:10.1051/0004-6361:20031539).
    static let ecliptic = steps(from: 0, to: 360, count: 180).map { longitude in
        let obliquity = 84381.406 / 3600 * Double.pi / 180
        let angle = longitude * .pi / 180
        return UnitVector(x: cos(angle), y: sin(angle) * cos(obliquity), z: sin(angle) * sin(obliquity)).position
    }

    private static func steps(from start: Double, to end: Double, count: Int) -> [Double] {
        (0...count).map { start + (end - start) * Double($0) / Double(count) }
    }
}
