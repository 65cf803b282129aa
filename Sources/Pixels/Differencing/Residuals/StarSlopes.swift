/// What a star M becomes when its place, flux, size or shape is a little wrong: dM/dx, dM/dy, M, Mxx + Myy, Mxx - Myy
/// and Mxy, by differences of two pixels' distance; two lanes are 0.
///
/// - Parameter value: M at an offset of up to two pixels along x and y.
@inline(__always)
func starSlopes<Number: BinaryFloatingPoint & SIMDScalar>(_ value: (_ x: Int, _ y: Int) -> Number) -> SIMD8<Number> {
    let middle = 2 * value(0, 0)
    let xx = (value(2, 0) - middle + value(-2, 0)) / 4
    let yy = (value(0, 2) - middle + value(0, -2)) / 4
    let xy = (value(1, 1) - value(-1, 1) - value(1, -1) + value(-1, -1)) / 4
    let (x, y) = ((value(1, 0) - value(-1, 0)) / 2, (value(0, 1) - value(0, -1)) / 2)
    return SIMD8(x, y, middle / 2, xx + yy, xx - yy, xy, 0, 0)
}

extension KernelUncertainty.Widths {
    /// In the order of `starSlopes`.
    init(_ values: SIMD8<Double>) {
        self.init(
            x: values[0], y: values[1], flux: values[2], size: values[3], stretch: values[4], skew: values[5])
    }

    /// In the order of `starSlopes`.
    var values: SIMD8<Double> { SIMD8(x, y, flux, size, stretch, skew, 0, 0) }
}
