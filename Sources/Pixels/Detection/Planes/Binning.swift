internal import Imaging

extension Image {
    /// Each 2 x 2 pixels as one; at the end of an odd side pixels are taken twice.
    @inline(__always)
    func binned(_ combine: (Pixel, Pixel, Pixel, Pixel) -> Pixel) -> Image {
        guard width > 0, height > 0 else { return self }
        let (width, height) = (width, height)
        var result = Image(width: (width + 1) / 2, height: (height + 1) / 2, repeating: self[0, 0])
        let columns = result.width
        result.withUnsafeMutablePixels { result in
            withUnsafePixels { pixels in
                for y in 0..<result.count / columns {
                    let (first, second) = (2 * y * width, min(2 * y + 1, height - 1) * width)
                    for x in 0..<width / 2 {
                        let (a, b) = (first + 2 * x, second + 2 * x)
                        result[y * columns + x] = combine(pixels[a], pixels[a + 1], pixels[b], pixels[b + 1])
                    }
                    guard width % 2 == 1 else { continue }
                    let (a, b) = (pixels[first + width - 1], pixels[second + width - 1])
                    result[(y + 1) * columns - 1] = combine(a, a, b, b)
                }
            }
        }
        return result
    }

    /// Each pixel as 2 x 2, as far as they lie in the size.
    func doubled(width: Int, height: Int) -> Image {
        guard self.width > 0, self.height > 0 else { return self }
        let columns = self.width
        let doubled = [Pixel](unsafeUninitializedCapacity: width * height) { result, count in
            withUnsafePixels { pixels in
                guard let source = pixels.baseAddress, let start = result.baseAddress else { return }
                for y in 0..<height {
                    let (from, to) = (source + y / 2 * columns, start + y * width)
                    for x in 0..<width { (to + x).initialize(to: from[x / 2]) }
                }
                count = width * height
            }
        }
        return (try? Image(width: width, height: height, pixels: doubled)) ?? self
    }
}

extension MaskedImage {
    /// Means of 2 x 2 pixels, with the planes of all of them; unusable where one of them is.
    ///
    /// The variance is the least of the four: it tells whether all can be used, and nothing else.
    func binned() throws -> MaskedImage {
        let binned = try MaskedImage(
            image: image.binned { ($0 + $1 + ($2 + $3)) / 4 },
            variance: variance.binned { $0 > 0 && $1 > 0 && $2 > 0 ? $3 : 0 },
            mask: mask.binned { $0.union($1).union($2).union($3) })
        return binned.withoutInvalidValues()
    }
}
