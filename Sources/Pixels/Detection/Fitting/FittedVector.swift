#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Length and direction of a vector of two fitted components, with their errors.
struct FittedVector {
    let length: Double
    /// Degrees from +x towards +y, -180 ... 180.
    let angle: Double
    let lengthError: Double
    /// Degrees.
    let angleError: Double

    /// Variances of x and y and their covariance. Of a vector of no length the direction's error is infinite.
    init(x: Double, y: Double, xx: Double, xy: Double, yy: Double) {
        length = (x * x + y * y).squareRoot()
        angle = atan2(y, x) * 180 / .pi
        guard length > 0 else {
            (lengthError, angleError) = (max(0, xx + yy).squareRoot(), .infinity)
            return
        }
        let (c, s) = (x / length, y / length)
        lengthError = max(0, c * c * xx + 2 * c * s * xy + s * s * yy).squareRoot()
        angleError = max(0, s * s * xx - 2 * c * s * xy + c * c * yy).squareRoot() / length * 180 / .pi
    }
}
