internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Draws {
    /// Gamma with `shape` at least 1 and scale 1. Source: Marsaglia and Tsang 2000, doi:10.1145/358407.358414.
    mutating func gamma(_ shape: Double) -> Double {
        let d = max(shape, 1) - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            if log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Beta with both shapes at least 1: within 0 ... 1.
    mutating func beta(_ a: Double, _ b: Double) -> Double {
        let (first, second) = (gamma(a), gamma(b))
        return first / (first + second)
    }
}
