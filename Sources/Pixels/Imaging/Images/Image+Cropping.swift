extension Image {
    /// The pixels of `box` that lie in the image; smaller than the box where it reaches beyond, empty where it is all
    /// outside.
    public func cropped(to box: PixelBox) -> Image {
        let part = box.intersection(bounds)
        guard !part.isEmpty else { return Image(unchecked: 0, 0, []) }
        var result: [Pixel] = []
        result.reserveCapacity(part.area)
        for y in part.rows { result += pixels[y * width + part.x..<y * width + part.endX] }
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
        for row in part.rows {
            let start = (row - y) * other.width + part.x - x
            let place = row * width + part.x
            storage.replaceSubrange(place..<place + part.width, with: other.pixels[start..<start + part.width])
        }
    }

    /// Each pixel by `transform`, in the order of the rows.
    public func map<Other: Sendable>(_ transform: (Pixel) throws -> Other) rethrows -> Image<Other> {
        Image<Other>(unchecked: width, height, try pixels.map(transform))
    }
}
