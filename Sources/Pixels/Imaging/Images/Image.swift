/// A rectangle of pixels, row after row, x fastest.
///
/// Pixel (x, y) is `pixels[y * width + x]`; x is counted from 0 to the right, y from 0 upwards (FITS's first pixel is
/// (0, 0) here, (1, 1) there). A copy costs nothing until one of both is changed.
@frozen
public struct Image<Pixel: Sendable>: Sendable {
    /// Pixels in a row, 0 or more.
    public let width: Int
    /// Number of rows, 0 or more.
    public let height: Int
    @usableFromInline var storage: [Pixel]

    /// An image of one value; a negative width or height counts as 0.
    @inlinable
    public init(width: Int, height: Int, repeating value: Pixel) {
        self.width = max(0, width)
        self.height = max(0, height)
        storage = Array(repeating: value, count: self.width * self.height)
    }

    /// An image of these pixels.
    ///
    /// Throws `ImagingError` when their number is not `width * height`, or a side is negative.
    public init(width: Int, height: Int, pixels: [Pixel]) throws {
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard width >= 0, height >= 0, !overflow, count == pixels.count else {
            throw ImagingError(.pixelCount, "\(pixels.count) pixels for an image of \(width) x \(height)")
        }
        self.init(unchecked: width, height, pixels)
    }

    /// The pixels' number is the caller's care.
    init(unchecked width: Int, _ height: Int, _ pixels: [Pixel]) {
        self.width = width
        self.height = height
        storage = pixels
    }

    /// The pixel in column `x`, row `y`; both must lie in the image.
    @inlinable
    public subscript(x: Int, y: Int) -> Pixel {
        get { storage[y * width + x] }
        set { storage[y * width + x] = newValue }
    }

    /// `width * height` values, row after row.
    @inlinable
    public var pixels: [Pixel] { storage }

    /// All pixels.
    public var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }

    /// `body` with the pixels in place, row after row.
    @inlinable
    public mutating func withUnsafeMutablePixels<Result>(
        _ body: (UnsafeMutableBufferPointer<Pixel>) throws -> Result
    ) rethrows -> Result {
        try storage.withUnsafeMutableBufferPointer { try body($0) }
    }

    /// `body` with the pixels, row after row.
    @inlinable
    public func withUnsafePixels<Result>(
        _ body: (UnsafeBufferPointer<Pixel>) throws -> Result
    ) rethrows -> Result {
        try storage.withUnsafeBufferPointer { try body($0) }
    }
}

extension Image: Equatable where Pixel: Equatable {}
extension Image: Hashable where Pixel: Hashable {}
