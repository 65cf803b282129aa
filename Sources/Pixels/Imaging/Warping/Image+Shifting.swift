extension Image<Float> {
    /// The image with all light moved by (x, y) pixels, by a kernel for the part of a pixel; 0 comes in from outside.
    ///
    /// Throws `ImagingError` when a shift is not finite or above 1e9.
    public func shifted(byX x: Double, y: Double, kernel: Lanczos = .three, threads: Int = .max) throws -> Image {
        let shift = try PixelShift(x, y)
        let moved = convolved(with: try kernel.shiftKernel(x: shift.x.part, y: shift.y.part), threads: threads)
        return moved.cropped(to: bounds.moved(byX: -shift.x.whole, y: -shift.y.whole), filledWith: 0)
    }
}

extension MaskedImage {
    /// The same of values, variances and planes, which spread as far as the kernel reaches; pixels that come in from outside
    /// have value and variance 0 and `noData`. A shift of whole pixels is exact and spreads nothing.
    ///
    /// Throws `ImagingError` when a shift is not finite or above 1e9.
    public func shifted(byX x: Double, y: Double, kernel: Lanczos = .three, threads: Int = .max) throws -> MaskedImage {
        let shift = try PixelShift(x, y)
        let isWhole = shift.x.part == 0 && shift.y.part == 0
        let moved =
            isWhole
            ? self : convolved(with: try kernel.shiftKernel(x: shift.x.part, y: shift.y.part), threads: threads)
        let box = bounds.moved(byX: -shift.x.whole, y: -shift.y.whole)
        return MaskedImage(
            unchecked: moved.image.cropped(to: box, filledWith: 0), moved.variance.cropped(to: box, filledWith: 0),
            moved.mask.cropped(to: box, filledWith: .noData))
    }
}

/// A shift in whole pixels and what is left, -0.5 to 0.5.
private struct PixelShift {
    let x: (whole: Int, part: Double)
    let y: (whole: Int, part: Double)

    init(_ x: Double, _ y: Double) throws {
        guard abs(x) <= 1e9, abs(y) <= 1e9 else { throw ImagingError(.parameter, "a shift by (\(x), \(y)) pixels") }
        self.x = (Int(x.rounded()), x - x.rounded())
        self.y = (Int(y.rounded()), y - y.rounded())
    }
}
