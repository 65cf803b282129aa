/// peak exp(-q/2) with q a quadratic form of the place, eight pixels at a time.
struct ExponentialSurface {
    private let a: Float
    private let b: Float
    private let c: Float
    private let peak: Float

    static let steps = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)

    init(_ covariance: Covariance, peak: Double) {
        let scale = -0.5 * 1.442_695_040_888_963_4 / covariance.determinant
        a = Float(scale * covariance.yy)
        b = Float(-2 * scale * covariance.xy)
        c = Float(scale * covariance.xx)
        self.peak = Float(peak)
    }

    func row(_ dy: Float) -> Row { Row(a: a, linear: b * dy, constant: c * dy * dy, peak: peak) }

    /// One row of pixels: 2^(a dx^2 + linear dx + constant) peak.
    struct Row {
        let a: Float
        let linear: Float
        let constant: Float
        let peak: Float

        /// The values at distances `dx` from the middle.
        ///
        /// The power of two is split at the nearest integer, found by adding 1.5 x 2^23; the rest is its Taylor series
        /// to the fifth order, right to 3e-6.
        @inline(__always)
        func values(_ dx: SIMD8<Float>) -> SIMD8<Float> {
            var power = (a * dx + linear) * dx + constant
            power.replace(with: -120, where: power .< -120)
            let shifted = power + 12_582_912
            let rest = power - (shifted - 12_582_912)
            var series = rest * 0.001_333_355_8 + 0.009_618_129
            series = series * rest + 0.055_504_11
            series = series * rest + 0.240_226_51
            series = series * rest + 0.693_147_18
            series = series * rest + 1
            let exponent = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
            let bits = unsafeBitCast(series, to: SIMD8<Int32>.self) &+ exponent
            return unsafeBitCast(bits, to: SIMD8<Float>.self) * peak
        }
    }
}
