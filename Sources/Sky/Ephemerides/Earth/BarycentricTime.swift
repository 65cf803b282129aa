public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension TimeScale {
    /// TDB - TT in seconds to 50 microseconds (Explanatory Supplement to the Astronomical Almanac, 2013, equation
    /// 3.26).
    static func tdbMinusTT(mjdTT: Double) -> Double {
        let g = (357.53 + 0.98560028 * (mjdTT - 51544.5)) * .pi / 180
        let l = (246.11 + 0.90251792 * (mjdTT - 51544.5)) * .pi / 180
        return 0.001657 * sin(g) + 0.000022 * sin(l)
    }

    /// Barycentric dynamical time, in which orbits are counted.
    public static func mjdTdb(fromMjdTai mjdTai: Double) -> Double {
        let tt = mjdTT(fromMjdTai: mjdTai)
        return tt + tdbMinusTT(mjdTT: tt) / 86400
    }

    /// From barycentric dynamical time.
    public static func mjdTai(fromMjdTdb mjdTdb: Double) -> Double {
        mjdTai(fromMjdTT: mjdTdb - tdbMinusTT(mjdTT: mjdTdb) / 86400)
    }
}
