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
        let longitude =
            (280.460 + 0.985_647_4 * days - 3.82e-5 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)) * .pi
            / 180
        let distance = 1.000_14 - 0.016_71 * cos(anomaly) - 0.000_14 * cos(2 * anomaly)
        let obliquity = 23.439_28 * Double.pi / 180
        return (
            distance * cos(longitude), distance * sin(longitude) * cos(obliquity),
            distance * sin(longitude) * sin(obliquity)
        )
    }

    /// The Sun's place on the sky's plane at a place, au towards north and east.
    static func sun(mjdTai: Double, ra: Double, dec: Double) -> (north: Double, east: Double) {
        let place = sun(mjdTai: mjdTai)
        let (a, d) = (ra * .pi / 180, dec * .pi / 180)
        let east = -sin(a) * place.x + cos(a) * place.y
        let north = -sin(d) * cos(a) * place.x - sin(d) * sin(a) * place.y + cos(d) * place.z
        return (north, east)
    }
}
