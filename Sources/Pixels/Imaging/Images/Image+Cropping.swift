extension Image {
    /// The pixels of `box` that lie in the image; smaller than the box where it reaches beyond, empty where it is all
    /// outside.
    public func cropped(to box: PixelBox) -> Image {
        let part = box.intersection(bounds)
        guard !part.isEmpty else { return Image(unchecked: 0, 0, []) }
        let result = [Pixel](unsafeUninitializedCapacity: part.area) { result, count in
            withUnsafePixels { pixels in
                guard let source = pixels.baseAddress, let start = result.baseAddress else { return }
                for (n, y) in part.rows.enumerated() {
                    (start + n * part.width).initialize(from: source + y * width + part.x, count: part.width)
                }
                count = part.area
            }
        }
        return Image(unchecked: part.width, part.height, result)
    }

    /// The pixels of all of `box`, with `value` where it reaches beyond the image.
    public func cropped(to box: PixelBox, filledWith value: Pixel) -> Image {
        var result = Image(width: box.width, height: box.height, repeating: value)
        result.paste(self, atX: -box.x, y: -box.y)
        return result
    }

    /// Puts `other` with its first pixel at (x, y); what reaches beyond this image is left out.
    public mutating func paste(_ other: Image, atX x: Int, y: Int) {
        let part = other.bounds.moved(byX: x, y: y).intersection(bounds)
        guard !part.isEmpty else { return }
        let width = width
        withUnsafeMutablePixels { pixels in
            other.withUnsafePixels { others in
                guard let source = others.baseAddress, let start = pixels.baseAddress else { return }
                for row in part.rows {
                    let from = source + (row - y) * other.width + part.x - x
                    (start + row * width + part.x).update(from: from, count: part.width)
                }
            }
        }
    }

    /// Each pixel by `transform`, in the order of the rows.
    public func map<Other: Sendable>(_ transform: (Pixel) throws -> Other) rethrows -> Image<Other> {
        Image<Other>(unchecked: width, height, try pixels.map(transform))
    }
}
