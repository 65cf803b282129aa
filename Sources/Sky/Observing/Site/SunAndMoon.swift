public import SkyMath

/// Low-precision places of the Sun (0.01 degrees) and the Moon (0.3 degrees seen from Earth's centre), of date.
///
/// Source: The Astronomical Almanac, sections C and D ("low-precision formulae"). Every function is O(1).
public enum SunAndMoon {
    /// Right ascension and declination of date, degrees.
    public static func sun(mjdTai: Double) -> SkyPosition {
        let days = mjdTai - 51544.5
        let anomaly = 357.528 + 0.9856003 * days
        let longitude =
            280.460 + 0.9856474 * days + 1.915 * sinDegrees(anomaly) + 0.020 * sinDegrees(2 * anomaly)
        return equatorial(longitude: longitude, latitude: 0, days: days)
    }

    /// Right ascension and declination of date, degrees, seen from Earth's centre.
    public static func moon(mjdTai: Double) -> SkyPosition {
        let days = mjdTai - 51544.5
        let t = days / 36525
        let longitude = lunarLongitude.reduce(218.32 + 481267.881 * t) { $0 + $1.value(t) }
        let latitude = lunarLatitude.reduce(0) { $0 + $1.value(t) }
        return equatorial(longitude: longitude, latitude: latitude, days: days)
    }

    /// Angle of Earth at the Moon between Sun and observer: 0 at full, 180 at new moon. Degrees.
    public static func moonPhaseAngle(mjdTai: Double) -> Double {
        180 - sun(mjdTai: mjdTai).separation(to: moon(mjdTai: mjdTai))
    }

    /// Lit part of the Moon's disc, 0 ... 1.
    public static func moonIllumination(mjdTai: Double) -> Double {
        (1 + cosDegrees(moonPhaseAngle(mjdTai: mjdTai))) / 2
    }

    private struct Term {
        var amplitude: Double
        var phase: Double
        var rate: Double

        init(_ amplitude: Double, _ phase: Double, _ rate: Double) {
            (self.amplitude, self.phase, self.rate) = (amplitude, phase, rate)
        }

        func value(_ t: Double) -> Double { amplitude * sinDegrees(phase + rate * t) }
    }

    private static let lunarLongitude: [Term] = [
        Term(6.29, 135.0, 477198.87), Term(-1.27, 259.3, -413335.36), Term(0.66, 235.7, 890534.22),
        Term(0.21, 269.9, 954397.74), Term(-0.19, 357.5, 35999.05), Term(-0.11, 186.5, 966404.03),
    ]
    private static let lunarLatitude: [Term] = [
        Term(5.13, 93.3, 483202.02), Term(0.28, 228.2, 960400.89), Term(-0.28, 318.3, 6003.15),
        Term(-0.17, 217.6, -407332.21),
    ]

    private static func equatorial(longitude: Double, latitude: Double, days: Double) -> SkyPosition {
        let obliquity = 23.439 - 4e-7 * days
        let (sinL, cosL) = (sinDegrees(longitude), cosDegrees(longitude))
        let (sinB, cosB) = (sinDegrees(latitude), cosDegrees(latitude))
        let (sinE, cosE) = (sinDegrees(obliquity), cosDegrees(obliquity))
        return UnitVector(x: cosB * cosL, y: cosE * cosB * sinL - sinE * sinB, z: sinE * cosB * sinL + cosE * sinB)
            .position
    }
}
