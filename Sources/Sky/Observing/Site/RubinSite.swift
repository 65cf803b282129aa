public import SkyMath

/// Where the telescope stands, and which way is up.
///
/// Directions are geometric: no refraction, aberration or polar motion, and places of J2000 are used as if of date, which
/// is wrong by 0.4 degrees in 2026. UT1 is taken as UTC. Every function is O(1).
public enum RubinSite {
    /// Degrees north.
    public static let latitude = -30.2446
    /// Degrees east.
    public static let longitude = -70.7494
    /// Metres.
    public static let altitude = 2663.0

    /// Local mean sidereal time, degrees. Source: Meeus, Astronomical Algorithms, 1998, equation 12.4.
    public static func localSiderealTime(mjdTai: Double) -> Double {
        let days = TimeScale.mjdUtc(fromMjdTai: mjdTai) - 51544.5
        return wrapDegrees(280.46061837 + 360.98564736629 * days + longitude)
    }

    /// The direction overhead.
    public static func zenith(mjdTai: Double) -> UnitVector {
        SkyPosition(ra: localSiderealTime(mjdTai: mjdTai), dec: latitude).unitVector
    }

    /// Altitude and azimuth (from north through east), degrees.
    public static func horizontal(_ position: SkyPosition, mjdTai: Double) -> (altitude: Double, azimuth: Double) {
        let zenith = SkyPosition(ra: localSiderealTime(mjdTai: mjdTai), dec: latitude)
        let hourAngle = zenith.ra - position.ra
        let (sinDec, cosDec) = (sinDegrees(position.dec), cosDegrees(position.dec))
        let up = sinDec * sinDegrees(latitude) + cosDec * cosDegrees(latitude) * cosDegrees(hourAngle)
        let northward = sinDec * cosDegrees(latitude) - cosDec * sinDegrees(latitude) * cosDegrees(hourAngle)
        let azimuth = atan2Degrees(-cosDec * sinDegrees(hourAngle), northward)
        return (asinDegrees(up), wrapDegrees(azimuth))
    }

    /// Angle at the place between north and the zenith, -180 ... 180 degrees, positive west of the meridian.
    public static func parallacticAngle(_ position: SkyPosition, mjdTai: Double) -> Double {
        let hourAngle = localSiderealTime(mjdTai: mjdTai) - position.ra
        return atan2Degrees(
            sinDegrees(hourAngle) * cosDegrees(latitude),
            sinDegrees(latitude) * cosDegrees(position.dec)
                - cosDegrees(latitude) * sinDegrees(position.dec) * cosDegrees(hourAngle))
    }

    /// Airmass at an altitude in degrees; 38 below the horizon.
    /// Source: Kasten and Young 1989, doi:10.1364/AO.28.004735.
    public static func airmass(altitude: Double) -> Double {
        guard altitude > 0 else { return 38 }
        let airmass = 1 / (sinDegrees(altitude) + 0.50572 * powerOfTen(-1.6364 * decadicLog(altitude + 6.07995)))
        return max(airmass, 1)
    }

    /// Airmass of a place at a time; 38 below the horizon.
    public static func airmass(_ position: SkyPosition, mjdTai: Double) -> Double {
        airmass(altitude: horizontal(position, mjdTai: mjdTai).altitude)
    }
}
