internal import CKernels

extension Image<Float> {
    /// The image convolved with a kernel: each pixel's value is spread over its neighbours by the kernel's weights.
    ///
    /// Beyond the image is 0, so pixels nearer to the edge than the kernel's radius lack light. A value that is not finite
    /// makes all those so that it reaches. Complexity: O(pixels x weights).
    ///
    /// - Parameter threads: at most so many; the result is the same for any number.
    public func convolved(with kernel: ConvolutionKernel, threads: Int = .max) -> Image {
        let weights = kernel.turned
        let size = (kernel.weights.width, kernel.weights.height)
        return tiled(threads: threads, width: 256, height: 64) { image, box, result in
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
        return tiled(threads: threads, width: block, height: block) { image, box, result in
            let n = box.y / block * blocks.columns + box.x / block
            let size = (kernels[n].weights.width, kernels[n].weights.height)
            turned[n].withUnsafeBufferPointer { correlate(image, bounds, box, $0.baseAddress, size, result) }
        }
    }

    /// A new image of the same size, of which `body` fills tile after tile: from the pixels of this one, the tile's box and
    /// the place of pixel (0, 0) of the new one.
    func tiled(
        threads: Int, width tileWidth: Int, height tileHeight: Int,
        _ body: @Sendable (UnsafePointer<Float>, PixelBox, UnsafeMutablePointer<Float>) -> Void
    ) -> Image {
        let tiling = Tiling(bounds, width: tileWidth, height: tileHeight)
        let pixels = [Float](unsafeUninitializedCapacity: bounds.area) { result, count in
            count = bounds.area
            guard let place = result.baseAddress, count > 0 else { return }
            withUnsafePixels { source in
                guard let start = source.baseAddress else { return }
                let lent = Lent((start, place))
                concurrently(tiling.count, threads: threads) { n in
                    body(lent.pointer.0, tiling.box(n), lent.pointer.1)
                }
            }
        }
        return Image(unchecked: width, height, pixels)
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
