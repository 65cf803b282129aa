internal import CKernels

/// The Fourier transform of real images of one size, made once and used for many, on any threads.
///
/// Sizes are products of 2, 3 and 5 up to 65,536; `fittingLength` finds the next. Complexity: O(pixels x log pixels).
public struct FourierPlan: Sendable {
    private let x: FourierLength
    private let y: FourierLength

    /// Throws `ImagingError` when a side is no product of 2, 3 and 5, or not in 1 ... 65,536.
    public init(width: Int, height: Int) throws {
        x = try FourierLength(width)
        y = width == height ? x : try FourierLength(height)
    }

    /// Columns of the images.
    public var width: Int { x.length }
    /// Rows of the images.
    public var height: Int { y.length }

    /// The least length that can be transformed and is not less than `length`; nil above 65,536.
    public static func fittingLength(_ length: Int) -> Int? {
        guard length <= 65_536 else { return nil }
        return (max(1, length)...65_536).first { FourierLength.factors($0) != nil }
    }

    /// The spectrum of the pixels of `image` from (x, y) on, 0 where the plan's size reaches beyond it.
    public func spectrum(of image: Image<Float>, fromX x: Int = 0, y: Int = 0, threads: Int = 1) -> Spectrum {
        var result = Spectrum(width: width, height: height)
        transform(image, fromX: x, y: y, into: &result, threads: threads)
        return result
    }

    /// As `spectrum(of:fromX:y:threads:)`, into a spectrum whose room is used again.
    public func transform(
        _ image: Image<Float>, fromX x: Int = 0, y: Int = 0, into spectrum: inout Spectrum, threads: Int = 1
    ) {
        let box = PixelBox(x: x, y: y, width: width, height: height)
        if spectrum.width != width || spectrum.height != height || !spectrum.isWhole {
            spectrum = Spectrum(width: width, height: height)
        }
        let isInside = box.intersection(image.bounds) == box
        let tile = isInside ? image : image.cropped(to: box, filledWith: 0)
        tile.withUnsafePixels { pixels in
            guard let start = pixels.baseAddress else { return }
            rows(start + (isInside ? y * tile.width + x : 0), tile.width, into: &spectrum, threads)
        }
        columns(&spectrum, isInverse: false, threads)
    }

    /// The image of a spectrum, scaled so that it is what the spectrum was made of.
    ///
    /// Throws `ImagingError` when the spectrum is of another size.
    public func image(of spectrum: Spectrum, threads: Int = 1) throws -> Image<Float> {
        var copy = spectrum
        var result = Image<Float>(width: width, height: height, repeating: 0)
        try invert(&copy, into: &result, threads: threads)
        return result
    }

    /// As `image(of:threads:)`, into an image whose room is used again; what becomes of the spectrum is not defined.
    public func invert(_ spectrum: inout Spectrum, into image: inout Image<Float>, threads: Int = 1) throws {
        guard spectrum.width == width, spectrum.height == height, spectrum.isWhole else {
            throw ImagingError(
                .size, "a spectrum of \(spectrum.width) x \(spectrum.height) for a plan of \(width) x \(height)")
        }
        if image.width != width || image.height != height {
            image = Image(width: width, height: height, repeating: 0)
        }
        columns(&spectrum, isInverse: true, threads)
        image.withUnsafeMutablePixels { pixels in
            guard let start = pixels.baseAddress else { return }
            inverseRows(spectrum, into: start, threads)
        }
    }
}

extension FourierPlan {
    /// Rows that one call of the kernel takes.
    private static let rowGroup = 16
    /// Columns that one call of the kernel takes.
    private static let columnGroup = 8

    private func rows(
        _ pixels: UnsafePointer<Float>, _ pixelStride: Int, into spectrum: inout Spectrum, _ threads: Int
    ) {
        let stride = spectrum.stride
        spectrum.withParts { re, im in
            let lent = Lent((pixels, re, im))
            groups((height + Self.rowGroup - 1) / Self.rowGroup, x, threads) { n, plan, room in
                let (first, (pixels, re, im)) = (n * Self.rowGroup, lent.pointer)
                tocsin_fft_rows(
                    plan, pixels + first * pixelStride, pixelStride, min(Self.rowGroup, height - first),
                    re + first * stride, im + first * stride, stride, room)
            }
        }
    }

    private func inverseRows(_ spectrum: Spectrum, into pixels: UnsafeMutablePointer<Float>, _ threads: Int) {
        let (stride, scale) = (spectrum.stride, 1 / Float(width * height))
        spectrum.withParts { re, im in
            let lent = Lent((pixels, re, im))
            groups((height + Self.rowGroup - 1) / Self.rowGroup, x, threads) { n, plan, room in
                let (first, (pixels, re, im)) = (n * Self.rowGroup, lent.pointer)
                tocsin_fft_rows_inverse(
                    plan, re + first * stride, im + first * stride, stride, min(Self.rowGroup, height - first),
                    pixels + first * width, width, scale, room)
            }
        }
    }

    private func columns(_ spectrum: inout Spectrum, isInverse: Bool, _ threads: Int) {
        let stride = spectrum.stride
        spectrum.withParts { re, im in
            let lent = Lent(isInverse ? (im, re) : (re, im))
            groups(stride / Self.columnGroup, y, threads) { n, plan, room in
                let (first, (re, im)) = (n * Self.columnGroup, lent.pointer)
                tocsin_fft_columns(plan, re + first, im + first, stride, room)
            }
        }
    }

    /// `body` for each of `count` groups of rows or columns, in `threads` runs with scratch of their own.
    private func groups(
        _ count: Int, _ length: FourierLength, _ threads: Int,
        _ body: @Sendable (Int, UnsafePointer<tocsin_fft_plan>, UnsafeMutablePointer<Float>) -> Void
    ) {
        let runs = threads > 1 ? max(1, min(count, 16)) : 1
        concurrently(runs, threads: threads) { run in
            let scratch = Scratch(length.room)
            length.withPlan { plan in
                for n in run * count / runs..<(run + 1) * count / runs { body(n, plan, scratch.pixels) }
            }
        }
    }
}

extension Spectrum {
    /// `body` with the places of the real and imaginary parts.
    fileprivate mutating func withParts(
        _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
        real.withUnsafeMutableBufferPointer { re in
            imaginary.withUnsafeMutableBufferPointer { im in
                if let re = re.baseAddress, let im = im.baseAddress { body(re, im) }
            }
        }
    }

    fileprivate func withParts(_ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void) {
        real.withUnsafeBufferPointer { re in
            imaginary.withUnsafeBufferPointer { im in
                if let re = re.baseAddress, let im = im.baseAddress { body(re, im) }
            }
        }
    }
}
