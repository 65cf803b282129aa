public import Imaging

/// What an image is smoothed by before sources are looked for in it.
public enum MatchedFilter: Sendable, Hashable {
    /// A round Gaussian of this sigma in pixels: for a PSF of about that size.
    case gaussian(sigma: Double)
    /// Any profile that sources may have, of any sum.
    case kernel(ConvolutionKernel)
    /// The PSF, on so many pixels a side, of each block of 256 x 256 pixels.
    case psf(side: Int)
}

/// Which noise a S/N is reckoned with.
public enum NoiseSource: Sendable, Hashable {
    /// The sky's, as measured: one that sources' own light does not raise.
    case sky
    /// The variances of the pixels, as those of a difference image.
    case variances
}

extension MatchedFilter {
    /// The S/N that a source at each pixel would have by an image from which the sky was taken: above 0 for light, below
    /// for what lacks.
    ///
    /// Noise counts as independent from pixel to pixel. Values must be finite (`MaskedImage.filled`); beyond the edge is 0.
    /// Complexity: O(pixels x sigma), or O(pixels x weights).
    ///
    /// - Parameter noise: standard deviation of a pixel of sky; nil to take the variances.
    ///
    /// Throws `DetectionError` when a size or a parameter is not allowed, or a PSF is lacking.
    public func significance(
        of image: MaskedImage, noise: SmoothMap?, psf: (any PSFModel)? = nil, threads: Int = .max
    ) throws -> Image<Float> {
        switch self {
        case .gaussian(let sigma):
            if let noise { return try image.image.significance(smoothedBy: sigma, noise: noise, threads: threads) }
            let kernel = try SeparableKernel.gaussian(sigma: sigma)
            let sum = image.image.convolved(with: kernel, threads: threads)
            return sum.ratio(to: image.variance.convolved(with: kernel.squared, threads: threads))
        case .kernel(let kernel):
            return try significance(of: image, noise, [try kernel.reversed()], block: nil, threads)
        case .psf(let side):
            guard let psf else { throw DetectionError(.parameter, "a filter matched to a PSF, without a PSF") }
            let kernels = try Self.kernels(psf, image.bounds, side: side, threads)
            return try significance(of: image, noise, kernels, block: Self.block, threads)
        }
    }

    private static let block = 256

    private static func kernels(
        _ psf: any PSFModel, _ bounds: PixelBox, side: Int, _ threads: Int
    ) throws -> [ConvolutionKernel] {
        let columns = (bounds.width + block - 1) / block
        let count = columns * ((bounds.height + block - 1) / block)
        let kernels = mapped(count, threads: threads) { n in
            let (x, y) = (Double(n % columns * block + block / 2), Double(n / columns * block + block / 2))
            return try? psf.kernel(atX: x, y: y, side: max(1, min(side, 101))).reversed()
        }
        guard kernels.allSatisfy({ $0 != nil }) else {
            throw DetectionError(.parameter, "a PSF that is not finite")
        }
        return kernels.compactMap { $0 }
    }

    private func significance(
        of image: MaskedImage, _ noise: SmoothMap?, _ kernels: [ConvolutionKernel], block: Int?, _ threads: Int
    ) throws -> Image<Float> {
        let side = block ?? max(image.width, image.height)
        guard side > 0 else { return image.image }
        let sum = try image.image.convolved(withBlocks: kernels, of: side, threads: threads)
        let squares = kernels.map(\.squared)
        guard let noise else {
            return sum.ratio(to: try image.variance.convolved(withBlocks: squares, of: side, threads: threads))
        }
        return try sum.ratio(to: noise, factors: squares.map { $0.sum.squareRoot() }, block: side)
    }
}

extension ConvolutionKernel {
    /// The kernel turned by half a turn: convolving with it correlates.
    fileprivate func reversed() throws -> ConvolutionKernel {
        try ConvolutionKernel(Image(width: weights.width, height: weights.height, pixels: weights.pixels.reversed()))
    }
}

extension Image<Float> {
    /// Each pixel by the root of a variance, 0 where that is not above 0.
    fileprivate func ratio(to variance: Image) -> Image {
        var result = self
        result.withUnsafeMutablePixels { values in
            variance.withUnsafePixels { variances in
                for n in values.indices {
                    let ratio = values[n] / variances[n].squareRoot()
                    values[n] = variances[n] > 0 ? ratio : 0
                }
            }
        }
        return result
    }

    /// Each pixel by the noise times the factor of its block, 0 where that is not above 0.
    fileprivate func ratio(to noise: SmoothMap, factors: [Double], block: Int) throws -> Image {
        guard noise.width == width, noise.height == height else {
            throw DetectionError(
                .size, "a noise map of \(noise.width) x \(noise.height) for \(width) x \(height) pixels")
        }
        var result = self
        let (width, columns) = (width, (width + block - 1) / block)
        result.withUnsafeMutablePixels { values in
            guard let start = values.baseAddress else { return }
            noise.forEachRow { y, noise in
                let row = start + y * width
                for x in 0..<width {
                    let error = noise[x] * Float(factors[y / block * columns + x / block])
                    row[x] = error > 0 ? row[x] / error : 0
                }
            }
        }
        return result
    }
}
