/// peak exp(-q/2) with q a quadratic form of the place, row by row.
struct ExponentialSurface {
    private let a: Float
    private let b: Float
    private let c: Float
    private let peak: Float

    init(_ covariance: Covariance, peak: Double) {
        let scale = -0.5 * 1.442_695_040_888_963_4 / covariance.determinant
        a = Float(scale * covariance.yy)
        b = Float(-2 * scale * covariance.xy)
        c = Float(scale * covariance.xx)
        self.peak = Float(peak)
    }

    /// Adds the row at distance `dy`, the first pixel being at `dx`.
    ///
    /// The power of two is split at the nearest integer, found by adding 1.5 x 2^23; the rest is its Taylor series to the
    /// fifth order, right to 3e-6. The loop has no branch, so that it is done several pixels at a time.
    @inline(__always)
    func add(to row: UnsafeMutablePointer<Float>, count: Int, dx: Float, dy: Float) {
        let (linear, constant, a, peak) = (b * dy, c * dy * dy, a, peak)
        for column in 0..<count {
            let distance = dx + Float(Int32(truncatingIfNeeded: column))
            let exponent = (a * distance + linear) * distance + constant
            let power = exponent > -120 ? exponent : -120
            let shifted = power + 12_582_912
            let rest = power - (shifted - 12_582_912)
            var series = rest * 0.001_333_355_8 + 0.009_618_129
            series = series * rest + 0.055_504_11
            series = series * rest + 0.240_226_51
            series = series * rest + 0.693_147_18
            series = series * rest + 1
            row[column] += Float(bitPattern: series.bitPattern &+ (shifted.bitPattern &<< 23)) * peak
        }
    }
}
