extension MaskedImage {
    /// This image on the pixels of another: each output pixel has the light that falls onto it, so that sums over sources
    /// stay what they were.
    ///
    /// The value is the source interpolated at the place that `map` gives, times the area of the output pixel there in
    /// source pixels; the variance follows from independent source pixels (neighbours are correlated afterwards). A
    /// pixel gets every plane of the 2a x 2a source pixels that it is made of, and `edge` where some lie outside; beyond half
    /// a pixel outside it has value and variance 0 and `noData`. Source values that are not finite count as 0, with `noData`.
    ///
    /// - Parameters:
    ///   - step: side in pixels of the cells of the output between whose corners the map is taken as bilinear, 1 to 64.
    ///   - threads: at most so many; the result is the same for any number.
    /// - Complexity: O(output pixels x a^2), and a call of `map` for each corner of a cell.
    public func warped(
        width: Int, height: Int, kernel: Lanczos = .three, step: Int = 16, threads: Int = .max,
        map: @escaping CoordinateMap
    ) -> MaskedImage {
        let clean = withoutInvalidValues()
        let source = WarpSource(image: clean.image, variance: clean.variance, mask: clean.mask)
        let (image, variance, mask) = warp(source, width, height, kernel, step, threads, map)
        return MaskedImage(unchecked: image, variance ?? image, mask)
    }
}

extension Image<Float> {
    /// The same of values alone, which must be finite; pixels beyond the source are `outside`.
    public func warped(
        width: Int, height: Int, kernel: Lanczos = .three, step: Int = 16, outside: Float = 0, threads: Int = .max,
        map: @escaping CoordinateMap
    ) -> Image {
        let mask = Image<MaskPlanes>(width: self.width, height: self.height, repeating: [])
        var (image, _, planes) = warp(
            WarpSource(image: self, variance: nil, mask: mask), width, height, kernel, step, threads, map)
        if outside != 0 {
            image.withUnsafeMutablePixels { values in
                for (i, plane) in planes.pixels.enumerated() where plane.contains(.noData) { values[i] = outside }
            }
        }
        return image
    }
}

private func warp(
    _ source: WarpSource, _ width: Int, _ height: Int, _ kernel: Lanczos, _ step: Int, _ threads: Int,
    _ map: @escaping CoordinateMap
) -> (Image<Float>, Image<Float>?, Image<MaskPlanes>) {
    let box = PixelBox(x: 0, y: 0, width: width, height: height)
    var image = Image<Float>(uninitialized: box.width, box.height)
    var variance = Image<Float>(
        uninitialized: source.variance == nil ? 0 : box.width, source.variance == nil ? 0 : box.height)
    var mask = Image<MaskPlanes>(width: width, height: height, repeating: [])
    let work = Warp(
        source: source, output: box, table: LanczosTable.of(kernel), step: max(1, min(64, step)), map: map)
    image.withUnsafeMutablePixels { image in
        variance.withUnsafeMutablePixels { variance in
            mask.withUnsafeMutablePixels { mask in
                guard let values = image.baseAddress, let planes = mask.baseAddress, !box.isEmpty else { return }
                planes.withMemoryRebound(to: UInt16.self, capacity: mask.count) { planes in
                    let variances = source.variance == nil ? nil : variance.baseAddress
                    work.run(into: WarpPlace(image: values, variance: variances, mask: planes), threads: threads)
                }
            }
        }
    }
    return (image, source.variance == nil ? nil : variance, mask)
}
