internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Spectrum {
    /// Moves the image's light by (x, y) pixels, what leaves at one side coming back at the other.
    mutating func shift(byX x: Double, y: Double) {
        guard x != 0 || y != 0 else { return }
        let across = (0..<columns).map { Self.turn(frequency(column: $0) * x) }
        for row in 0..<height {
            let down = Self.turn(frequency(row: row) * y)
            for column in 0..<columns {
                let n = row * stride + column
                let (c, s) = (
                    across[column].re * down.re - across[column].im * down.im,
                    across[column].re * down.im + across[column].im * down.re
                )
                (real[n], imaginary[n]) = (real[n] * c - imaginary[n] * s, real[n] * s + imaginary[n] * c)
            }
        }
    }

    private static func turn(_ cycles: Double) -> (re: Float, im: Float) {
        (Float(cos(2 * .pi * cycles)), Float(-sin(2 * .pi * cycles)))
    }

    /// Pixel (0, 0) of the image that the product of both spectra has: the sum over all frequencies of the products' real
    /// parts by their number.
    func origin(times other: Spectrum) -> Double {
        var sum = 0.0
        for row in 0..<height {
            var part = 0.0
            for column in 0..<columns {
                let n = row * stride + column
                let isTwice = column > 0 && 2 * column < width
                let product = real[n] * other.real[n] - imaginary[n] * other.imaginary[n]
                part += Double(isTwice ? 2 * product : product)
            }
            sum += part
        }
        return sum / Double(width * height)
    }
}

/// Terms of a spectrum that are only read.
struct SpectrumParts {
    let re: UnsafeBufferPointer<Float>
    let im: UnsafeBufferPointer<Float>

    var count: Int { re.count }
}

extension Spectrum {
    func withParts(_ body: (SpectrumParts) -> Void) {
        real.withUnsafeBufferPointer { re in
            imaginary.withUnsafeBufferPointer { im in body(SpectrumParts(re: re, im: im)) }
        }
    }
}

extension Image<Float> {
    /// The square of `side` pixels, odd, about pixel (0, 0) of an image whose edges meet.
    func aroundOrigin(side: Int) -> Image {
        var result = Image(width: side, height: side, repeating: 0)
        for y in 0..<side {
            let row = (y - side / 2 + height) % height
            for x in 0..<side { result[x, y] = self[(x - side / 2 + width) % width, row] }
        }
        return result
    }

    /// Puts a square of an odd side about pixel (0, 0) of an image whose edges meet, and 0 elsewhere.
    mutating func placeAroundOrigin(_ square: Image) {
        withUnsafeMutablePixels { $0.update(repeating: 0) }
        for y in 0..<square.height {
            let row = (y - square.height / 2 + height) % height
            for x in 0..<square.width { self[(x - square.width / 2 + width) % width, row] = square[x, y] }
        }
    }
}
