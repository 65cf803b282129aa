internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where the Sun is as seen from the Earth, to 0.01 degrees and 1e-4 au from 1950 to 2050 (The Astronomical Almanac's
/// low-precision formulae).
enum EarthOrbit {
    /// au, axes of the equator and equinox of J2000: the almanac's longitude of date less the precession since.
    static func sun(mjdTai: Double) -> (x: Double, y: Double, z: Double) {
        let days = mjdTai - 51_544.5
        let anomaly = (357.528 + 0.985_600_3 * days) * .pi / 180
        let (sine, cosine) = (sin(anomaly), cos(anomaly))
        let mean = 280.460 + 0.985_647_4 * days - 3.82e-5 * days
        let longitude = (mean + 1.915 * sine + 0.040 * sine * cosine) * .pi / 180
        let distance = 1.000_14 - 0.016_71 * cosine - 0.000_14 * (2 * cosine * cosine - 1)
        let across = distance * sin(longitude)
        return (distance * cos(longitude), across * cosObliquity, across * sinObliquity)
    }

    private static let cosObliquity = cos(23.439_28 * Double.pi / 180)
    private static let sinObliquity = sin(23.439_28 * Double.pi / 180)

    /// The directions north and east on the sky's plane at a place, in the same axes.
    struct SkyPlane: Sendable {
        private let north: (x: Double, y: Double, z: Double)
        private let east: (x: Double, y: Double)

        /// - Parameters: degrees.
        init(ra: Double, dec: Double) {
            let (a, d) = (ra * .pi / 180, dec * .pi / 180)
            north = (-sin(d) * cos(a), -sin(d) * sin(a), cos(d))
            east = (-sin(a), cos(a))
        }

        /// The Sun's place, au towards north and east.
        func sun(mjdTai: Double) -> (north: Double, east: Double) {
            let sun = EarthOrbit.sun(mjdTai: mjdTai)
            return (north.x * sun.x + north.y * sun.y + north.z * sun.z, east.x * sun.x + east.y * sun.y)
        }
    }
}
