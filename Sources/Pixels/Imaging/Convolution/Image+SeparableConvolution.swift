internal import CKernels

extension Image<Float> {
    /// The image convolved with a separable kernel; edges and values that are not finite as in `convolved(with:)`.
    ///
    /// Complexity: O(pixels x (columns + rows of the kernel)).
    public func convolved(with kernel: SeparableKernel, threads: Int = .max) -> Image {
        var result = Image(unchecked: 0, 0, [])
        convolve(with: kernel, into: &result, threads: threads)
        return result
    }

    /// As `convolved(with:)`, into an image whose room is used again where it has the same size.
    public func convolve(with kernel: SeparableKernel, into result: inout Image, threads: Int = .max) {
        let turned = (x: [Float](kernel.x.reversed()), y: [Float](kernel.y.reversed()))
        fillTiles(of: &result, threads: threads, width: 256, height: 48) { image, box, result in
            separate(image, bounds, box, turned.x, turned.y, result)
        }
    }
}

/// One tile: down the columns first, into scratch, then along the rows.
private func separate(
    _ image: UnsafePointer<Float>, _ bounds: PixelBox, _ box: PixelBox, _ x: [Float], _ y: [Float],
    _ result: UnsafeMutablePointer<Float>
) {
    let wide = box.width + x.count - 1
    let stride = readable(max(wide, readable(box.width) + x.count - 1))
    let rows = box.height + y.count - 1
    let source = Scratch(stride * rows)
    let middle = Scratch(stride * box.height)
    let padded = PixelBox(x: box.x - x.count / 2, y: box.y - y.count / 2, width: wide, height: rows)
    copyPadded(image, bounds, padded, to: source.pixels, stride: stride)
    tocsin_correlate(source.pixels, stride, middle.pixels, stride, wide, box.height, y, 1, y.count)
    tocsin_correlate(
        middle.pixels, stride, result + box.y * bounds.width + box.x, bounds.width, box.width, box.height, x, x.count,
        1)
}
