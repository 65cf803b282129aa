#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The Moon's place from the largest terms of the lunar theory ELP 2000 (Chapront-Touze and Chapront 1983,
/// A&A 124, 50), as tabulated by Meeus (Astronomical Algorithms, 2nd edition, chapter 47).
enum Moon {
    /// Place as seen from the Earth's centre, au, ICRF axes. `terms` bounds how many are summed.
    static func geocentric(mjdTdb: Double, terms: Int = .max) -> Vector3 {
        let t = (mjdTdb - 51544.5) / 36525
        let angles = Arguments(t)
        var (longitude, distance, latitude) = (0.0, 385_000.56, 0.0)
        for term in inLongitude.prefix(terms) {
            let (sine, cosine) = angles.sinCos(term)
            let factor = angles.factor(term)
            longitude += term.sine * factor * sine
            distance += term.cosine * factor * cosine * 1e-3
        }
        for term in inLatitude.prefix(terms) {
            latitude += term.sine * angles.factor(term) * angles.sinCos(term).sin
        }
        // From the equinox of date to that of J2000: general precession in longitude.
        let precession = (5028.796195 * t + 1.1054348 * t * t) / 3600
        let l = (angles.meanLongitude - precession + longitude * 1e-6) * .pi / 180
        let b = latitude * 1e-6 * .pi / 180
        let r = distance * Gravity.auPerKm
        return Ecliptic.toEquatorial(Vector3(r * cos(b) * cos(l), r * cos(b) * sin(l), r * sin(b)))
    }

    struct Term {
        var d, m, n, f: Double
        /// Of the sine, 1e-6 degrees.
        var sine: Double
        /// Of the cosine, m.
        var cosine: Double

        init(_ d: Double, _ m: Double, _ n: Double, _ f: Double, _ sine: Double, _ cosine: Double = 0) {
            (self.d, self.m, self.n, self.f, self.sine, self.cosine) = (d, m, n, f, sine, cosine)
        }
    }

    /// Mean elongation, the anomalies of Sun and Moon, the argument of latitude.
    private struct Arguments {
        var d, m, n, f, meanLongitude, eccentricity: Double

        init(_ t: Double) {
            let degree = Double.pi / 180
            d = (297.8501921 + (445_267.1114034 - 0.0018819 * t) * t) * degree
            m = (357.5291092 + (35999.0502909 - 0.0001536 * t) * t) * degree
            n = (134.9633964 + (477_198.8675055 + 0.0087414 * t) * t) * degree
            f = (93.2720950 + (483_202.0175233 - 0.0036539 * t) * t) * degree
            meanLongitude = 218.3164477 + (481_267.88123421 - 0.0015786 * t) * t
            eccentricity = 1 - 0.002516 * t
        }

        func sinCos(_ term: Term) -> (sin: Double, cos: Double) {
            let angle = term.d * d + term.m * m + term.n * n + term.f * f
            return (sin(angle), cos(angle))
        }

        /// The Earth's eccentricity shrinks terms with the Sun's anomaly.
        func factor(_ term: Term) -> Double {
            term.m == 0 ? 1 : abs(term.m) == 1 ? eccentricity : eccentricity * eccentricity
        }
    }

    static let inLongitude: [Term] = [
        Term(0, 0, 1, 0, 6_288_774, -20_905_355), Term(2, 0, -1, 0, 1_274_027, -3_699_111),
        Term(2, 0, 0, 0, 658_314, -2_955_968), Term(0, 0, 2, 0, 213_618, -569_925), Term(0, 1, 0, 0, -185_116, 48_888),
        Term(0, 0, 0, 2, -114_332, -3149), Term(2, 0, -2, 0, 58_793, 246_158), Term(2, -1, -1, 0, 57_066, -152_138),
        Term(2, 0, 1, 0, 53_322, -170_733), Term(2, -1, 0, 0, 45_758, -204_586), Term(0, 1, -1, 0, -40_923, -129_620),
        Term(1, 0, 0, 0, -34_720, 108_743), Term(0, 1, 1, 0, -30_383, 104_755), Term(2, 0, 0, -2, 15_327, 10_321),
        Term(0, 0, 1, 2, -12_528), Term(0, 0, 1, -2, 10_980, 79_661), Term(4, 0, -1, 0, 10_675, -34_782),
        Term(0, 0, 3, 0, 10_034, -23_210), Term(4, 0, -2, 0, 8548, -21_636), Term(2, 1, -1, 0, -7888, 24_208),
        Term(2, 1, 0, 0, -6766, 30_824), Term(1, 0, -1, 0, -5163, -8379), Term(1, 1, 0, 0, 4987, -16_675),
        Term(2, -1, 1, 0, 4036, -12_831), Term(2, 0, 2, 0, 3994, -10_445), Term(4, 0, 0, 0, 3861, -11_650),
        Term(2, 0, -3, 0, 3665, 14_403), Term(0, 1, -2, 0, -2689, -7003), Term(2, 0, -1, 2, -2602),
        Term(2, -1, -2, 0, 2390, 10_056), Term(1, 0, 1, 0, -2348, 6322), Term(2, -2, 0, 0, 2236, -9884),
    ]

    static let inLatitude: [Term] = [
        Term(0, 0, 0, 1, 5_128_122), Term(0, 0, 1, 1, 280_602), Term(0, 0, 1, -1, 277_693), Term(2, 0, 0, -1, 173_237),
        Term(2, 0, -1, 1, 55_413), Term(2, 0, -1, -1, 46_271), Term(2, 0, 0, 1, 32_573), Term(0, 0, 2, 1, 17_198),
        Term(2, 0, 1, -1, 9266), Term(0, 0, 2, -1, 8822), Term(2, -1, 0, -1, 8216), Term(2, 0, -2, -1, 4324),
        Term(2, 0, 1, 1, 4200), Term(2, 1, 0, -1, -3359), Term(2, -1, -1, 1, 2463), Term(2, -1, 0, 1, 2211),
        Term(2, -1, -1, -1, 2065), Term(0, 1, -1, -1, -1870), Term(4, 0, -1, -1, 1828), Term(0, 1, 0, 1, -1794),
        Term(0, 0, 0, 3, -1749), Term(0, 1, -1, 1, -1565), Term(1, 0, 0, 1, -1491), Term(0, 1, 1, 1, -1475),
    ]
}
