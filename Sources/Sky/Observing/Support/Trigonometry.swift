#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

func sinDegrees(_ angle: Double) -> Double { sin(angle * (.pi / 180)) }
func cosDegrees(_ angle: Double) -> Double { cos(angle * (.pi / 180)) }
func asinDegrees(_ sine: Double) -> Double { asin(min(max(sine, -1), 1)) * (180 / .pi) }
func acosDegrees(_ cosine: Double) -> Double { acos(min(max(cosine, -1), 1)) * (180 / .pi) }
func atan2Degrees(_ y: Double, _ x: Double) -> Double { atan2(y, x) * (180 / .pi) }

func powerOfTen(_ exponent: Double) -> Double { exp(exponent * 2.302585092994046) }
func decadicLog(_ value: Double) -> Double { log10(value) }
