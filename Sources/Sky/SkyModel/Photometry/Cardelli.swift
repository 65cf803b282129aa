#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Cardelli, Clayton and Mathis's A / A_V by wave number in 1/micrometre.
enum Cardelli {
    static func ratio(_ x: Double, rv: Double) -> Double {
        let (a, b) =
            x < 1.1 ? infrared(x) : x < 3.3 ? optical(x - 1.82) : x < 8 ? ultraviolet(x) : farUltraviolet(x - 8)
        return a + b / rv
    }

    private static func infrared(_ x: Double) -> (Double, Double) {
        let power = pow(x, 1.61)
        return (0.574 * power, -0.527 * power)
    }

    private static func optical(_ y: Double) -> (Double, Double) {
        (
            polynomial(y, opticalA), polynomial(y, opticalB)
        )
    }

    private static func ultraviolet(_ x: Double) -> (Double, Double) {
        let y = max(0, x - 5.9)
        let (a, b) = (-0.04473 * y * y - 0.009779 * y * y * y, 0.2130 * y * y + 0.1207 * y * y * y)
        return (
            1.752 - 0.316 * x - 0.104 / ((x - 4.67) * (x - 4.67) + 0.341) + a,
            -3.090 + 1.825 * x + 1.206 / ((x - 4.62) * (x - 4.62) + 0.263) + b
        )
    }

    private static func farUltraviolet(_ y: Double) -> (Double, Double) {
        (polynomial(y, farA), polynomial(y, farB))
    }

    private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    /// Highest power first, as the paper's equations 3 and 5 read from the right.
    private static let opticalA = [0.32999, -0.77530, 0.01979, 0.72085, -0.02427, -0.50447, 0.17699, 1]
    private static let opticalB = [-2.09002, 5.30260, -0.62251, -5.38434, 1.07233, 2.28305, 1.41338, 0]
    private static let farA = [-0.070, 0.137, -0.628, -1.073]
    private static let farB = [0.374, -0.420, 4.257, 13.670]
}
