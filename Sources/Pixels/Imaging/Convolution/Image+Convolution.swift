internal import CKernels

extension Image<Float> {
    /// The image convolved with a kernel: each pixel's value is spread over its neighbours by the kernel's weights.
    ///
    /// Beyond the image is 0, so pixels nearer to the edge than the kernel's radius lack light. A value that is not finite
    /// makes all those so that it reaches. Complexity: O(pixels x weights).
    ///
    /// - Parameter threads: at most so many; the result is the same for any number.
    public func convolved(with kernel: ConvolutionKernel, threads: Int = .max) -> Image {
        var result = Image(unchecked: 0, 0, [])
        convolve(with: kernel, into: &result, threads: threads)
        return result
    }

    /// As `convolved(with:)`, into an image whose room is used again where it has the same size: new pages of memory
    /// cost more time than a small kernel does.
    public func convolve(with kernel: ConvolutionKernel, into result: inout Image, threads: Int = .max) {
        let weights = kernel.turned
        let size = (kernel.weights.width, kernel.weights.height)
        fillTiles(of: &result, threads: threads, width: 256, height: 60) { image, box, result in
            weights.withUnsafeBufferPointer { correlate(image, bounds, box, $0.baseAddress, size, result) }
        }
    }

    /// The image convolved with one kernel for each block of `block` x `block` pixels, the output's; edges as in
    /// `convolved(with:)`.
    ///
    /// - Parameter kernels: row after row of blocks, the first block at pixel (0, 0), those at the far edges cut.
    ///
    /// Throws `ImagingError` when their number is not that of the blocks.
    public func convolved(
        withBlocks kernels: [ConvolutionKernel], of block: Int, threads: Int = .max
    ) throws -> Image {
        let blocks = Tiling(bounds, width: block, height: block)
        guard block > 0, kernels.count == blocks.count else {
            throw ImagingError(.kernel, "\(kernels.count) kernels for \(blocks.count) blocks of \(block) pixels")
        }
        let turned = kernels.map(\.turned)
        var result = Image(unchecked: 0, 0, [])
        fillTiles(of: &result, threads: threads, width: block, height: block) { image, box, result in
            let n = box.y / block * blocks.columns + box.x / block
            let size = (kernels[n].weights.width, kernels[n].weights.height)
            turned[n].withUnsafeBufferPointer { correlate(image, bounds, box, $0.baseAddress, size, result) }
        }
        return result
    }

    /// Fills `result`, made of this image's size, tile after tile by `body`: from the pixels of this image, the tile's
    /// box and the place of pixel (0, 0) of the result.
    func fillTiles(
        of result: inout Image, threads: Int, width tileWidth: Int, height tileHeight: Int,
        _ body: @Sendable (UnsafePointer<Float>, PixelBox, UnsafeMutablePointer<Float>) -> Void
    ) {
        let tiling = Tiling(bounds, width: tileWidth, height: tileHeight)
        if result.bounds != bounds { result = Image(uninitialized: width, height) }
        result.withUnsafeMutablePixels { result in
            withUnsafePixels { source in
                guard let start = source.baseAddress, let place = result.baseAddress else { return }
                let lent = Lent((start, place))
                concurrently(tiling.count, threads: threads) { n in
                    body(lent.pointer.0, tiling.box(n), lent.pointer.1)
                }
            }
        }
    }

    /// An image of any values.
    init(uninitialized width: Int, _ height: Int) {
        let pixels = [Float](unsafeUninitializedCapacity: width * height) { pixels, count in
            tocsin_large_pages(pixels.baseAddress, 4 * width * height)
            count = width * height
        }
        self.init(unchecked: width, height, pixels)
    }
}

/// One tile of a convolution, with the weights already turned.
private func correlate(
    _ image: UnsafePointer<Float>, _ bounds: PixelBox, _ box: PixelBox, _ weights: UnsafePointer<Float>?,
    _ size: (width: Int, height: Int), _ result: UnsafeMutablePointer<Float>
) {
    guard let weights else { return }
    let stride = readable(box.width) + size.width - 1
    let rows = box.height + size.height - 1
    let scratch = Scratch(stride * rows)
    let padded = PixelBox(
        x: box.x - size.width / 2, y: box.y - size.height / 2, width: box.width + size.width - 1, height: rows)
    copyPadded(image, bounds, padded, to: scratch.pixels, stride: stride)
    tocsin_correlate(
        scratch.pixels, stride, result + box.y * bounds.width + box.x, bounds.width, box.width, box.height, weights,
        size.width, size.height)
}
