/// The Fourier transform of a real image: of each row of frequencies along y the terms 0 ... width / 2 along x; the others
/// are the complex conjugates of these.
///
/// The sign of the exponent is - and nothing is scaled: the term (0, 0) is the sum of the pixels. Term `column` of row
/// `row` is `real[row * stride + column]`; the terms from `columns` to `stride` are 0 and mean nothing.
public struct Spectrum: Sendable, Hashable {
    /// Size of the image.
    public let width: Int
    /// Rows of the image and of the terms.
    public let height: Int
    /// Real parts: `height` rows of `stride` places.
    public var real: [Float]
    /// Imaginary parts, in the places of the real ones.
    public var imaginary: [Float]

    /// All terms 0; a width or height below 1 counts as 1.
    public init(width: Int, height: Int) {
        self.width = max(1, width)
        self.height = max(1, height)
        real = Array(repeating: 0, count: self.height * ((self.width / 2 + 8) / 8 * 8))
        imaginary = real
    }

    /// Terms kept along x: width / 2 + 1.
    public var columns: Int { width / 2 + 1 }
    /// Places of a row of terms, a multiple of 8.
    public var stride: Int { (columns + 7) / 8 * 8 }

    /// Cycles a pixel along x, 0 ... 0.5.
    public func frequency(column: Int) -> Double { Double(column) / Double(width) }

    /// Cycles a pixel along y, -0.5 ..< 0.5.
    public func frequency(row: Int) -> Double {
        Double(2 * row < height ? row : row - height) / Double(height)
    }

    /// Multiplies every term by that of `other`, or by its complex conjugate.
    ///
    /// Throws `ImagingError` when the sizes differ.
    public mutating func multiply(by other: Spectrum, conjugated: Bool = false) throws {
        try check(other)
        let sign: Float = conjugated ? -1 : 1
        zipped(with: other) { a, b in
            (a.re * b.re - sign * a.im * b.im, sign * a.re * b.im + a.im * b.re)
        }
    }

    /// Adds `factor` times every term of `other`. Throws `ImagingError` when the sizes differ.
    public mutating func add(_ other: Spectrum, times factor: Float = 1) throws {
        try check(other)
        zipped(with: other) { a, b in (a.re + factor * b.re, a.im + factor * b.im) }
    }

    /// Multiplies every term by a real number that depends on its place, as a filter does.
    public mutating func scale(by factor: (_ column: Int, _ row: Int) -> Float) {
        for row in 0..<height {
            for column in 0..<columns {
                let value = factor(column, row)
                real[row * stride + column] *= value
                imaginary[row * stride + column] *= value
            }
        }
    }

    /// The squares of the moduli, in the places of the terms. Complexity: O(terms).
    public func powers() -> [Float] { zip(real, imaginary).map { $0 * $0 + $1 * $1 } }

    /// Whether there is a number for every term.
    var isWhole: Bool { real.count == height * stride && imaginary.count == real.count }

    private func check(_ other: Spectrum) throws {
        guard other.width == width, other.height == height, isWhole, other.isWhole else {
            throw ImagingError(
                .size, "spectra of \(width) x \(height) and \(other.width) x \(other.height) are not of one size")
        }
    }

    @inline(__always)
    private mutating func zipped(
        with other: Spectrum, _ body: ((re: Float, im: Float), (re: Float, im: Float)) -> (Float, Float)
    ) {
        let count = real.count
        real.withUnsafeMutableBufferPointer { re in
            imaginary.withUnsafeMutableBufferPointer { im in
                other.real.withUnsafeBufferPointer { otherRe in
                    other.imaginary.withUnsafeBufferPointer { otherIm in
                        for i in 0..<count { (re[i], im[i]) = body((re[i], im[i]), (otherRe[i], otherIm[i])) }
                    }
                }
            }
        }
    }
}
