#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where the Earth's crust points in the ICRF.
///
/// UT1 is taken as UTC (they differ by less than 0.9 s, 420 m at the equator) and the pole's wobble (15 m) is left out.
public enum EarthRotation {
    /// Earth rotation angle, radians (IAU 2000: Capitaine, Guinot and McCarthy 2000, A&A 355, 398).
    public static func rotationAngle(mjdUT1: Double) -> Double {
        let days = mjdUT1 - 51544.5
        let fraction = mjdUT1 - mjdUT1.rounded(.down) + 0.5
        return 2 * .pi
            * (0.7790572732640 + 0.00273781191135448 * days + fraction)
            .truncatingRemainder(dividingBy: 1)
    }

    /// Greenwich mean sidereal time, radians (IAU 2006: Capitaine, Wallace and Chapront 2003,
    /// doi:10.1051/0004-6361:20031539).
    public static func meanSiderealTime(mjdUT1: Double, mjdTT: Double) -> Double {
        let t = (mjdTT - 51544.5) / 36525
        let arcsec = 0.014506 + (4612.156534 + (1.3915817 - 0.00000044 * t) * t) * t
        return rotationAngle(mjdUT1: mjdUT1) + radians(arcsec)
    }

    /// A vector along the Earth-fixed axes (x to Greenwich) turned to the ICRF's.
    static func toCelestial(_ fixed: Vector3, mjdUT1: Double, mjdTT: Double) -> Vector3 {
        let t = (mjdTT - 51544.5) / 36525
        let nutation = Nutation(centuries: t)
        let meanObliquity = radians(84381.406 - (46.836769 + 0.0001831 * t) * t)
        let angle = meanSiderealTime(mjdUT1: mjdUT1, mjdTT: mjdTT) + nutation.longitude * cos(meanObliquity)
        var v = fixed.turnedAboutZ(angle)
        v = v.turnedAboutX(-(meanObliquity + nutation.obliquity))
        v = v.turnedAboutZ(-nutation.longitude).turnedAboutX(meanObliquity)
        return precession(v, t)
    }

    /// From the mean equator and equinox of date to J2000 (IAU 2006, the angles zeta, z, theta of Capitaine et al.
    /// 2003).
    private static func precession(_ v: Vector3, _ t: Double) -> Vector3 {
        let zeta = radians(2.650545 + (2306.083227 + (0.2988499 + 0.01801828 * t) * t) * t)
        let z = radians(-2.650545 + (2306.077181 + (1.0927348 + 0.01826837 * t) * t) * t)
        let theta = radians((2004.191903 - (0.4294934 + 0.04182264 * t) * t) * t)
        return v.turnedAboutZ(-z).turnedAboutY(theta).turnedAboutZ(-zeta)
    }

    static func radians(_ arcsec: Double) -> Double { arcsec / 3600 * .pi / 180 }
}

/// The four largest terms of the nutation, good to 0.5 arcsec (Seidelmann 1982, doi:10.1007/BF01228952).
struct Nutation {
    /// Radians.
    var longitude: Double
    /// Radians.
    var obliquity: Double

    init(centuries t: Double) {
        let degree = Double.pi / 180
        let node = (125.04452 - 1934.136261 * t) * degree
        let sun = 2 * (280.4665 + 36000.7698 * t) * degree
        let moon = 2 * (218.3165 + 481_267.8813 * t) * degree
        let inLongitude = -17.20 * sin(node) - 1.32 * sin(sun) - 0.23 * sin(moon) + 0.21 * sin(2 * node)
        let inObliquity = 9.20 * cos(node) + 0.57 * cos(sun) + 0.10 * cos(moon) - 0.09 * cos(2 * node)
        longitude = EarthRotation.radians(inLongitude)
        obliquity = EarthRotation.radians(inObliquity)
    }
}

extension Vector3 {
    /// The vector turned counterclockwise about an axis.
    func turnedAboutZ(_ angle: Double) -> Vector3 {
        let (s, c) = (sin(angle), cos(angle))
        return Vector3(c * x - s * y, s * x + c * y, z)
    }

    func turnedAboutY(_ angle: Double) -> Vector3 {
        let (s, c) = (sin(angle), cos(angle))
        return Vector3(c * x + s * z, y, c * z - s * x)
    }

    func turnedAboutX(_ angle: Double) -> Vector3 {
        let (s, c) = (sin(angle), cos(angle))
        return Vector3(x, c * y - s * z, s * y + c * z)
    }
}
