#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Double {
    /// This number between `low` and `high`; `low` for NaN.
    func held(_ low: Double, _ high: Double) -> Double { self >= low ? min(self, high) : low }
}

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

func exponential(_ exponent: Double) -> Double { exp(exponent) }

/// Cosine and sine of an angle in degrees.
func direction(degrees: Double) -> (x: Double, y: Double) {
    let angle = degrees * (.pi / 180)
    return (cos(angle), sin(angle))
}
