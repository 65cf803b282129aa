internal import Imaging

/// The sky without what is in few exposures, matched to the target PSF, and how far exposures may be from it.
struct StaticModel: Sendable {
    /// NaN where too few exposures tell.
    let image: Image<Float>
    /// Variance of a difference from it, but for the exposure's own noise.
    let allowance: Image<Float>
    /// Typical variance of a pixel of one matched exposure.
    let variance: Float

    init(
        of extremes: Image<EpochExtremes>, inputs: [CoaddInput], options: ArtefactOptions, threads: Int
    ) throws {
        let variances = inputs.map { Float($0.matchedVariance) }
        let variance = median(variances) ?? 0
        self.variance = variance
        let (image, known) = try Self.typical(of: extremes, variance: variance, options: options)
        let limits = ModelLimits(model: image, known: known, variance: variance, options: options)
        allowance = try Image<Float>(width: extremes.width, height: extremes.height) { pixels in
            let lent = Lent(pixels)
            extremes.withUnsafePixels { extremes in
                let source = Lent(extremes)
                concurrently(image.height, threads: threads) { y in
                    for n in y * image.width..<(y + 1) * image.width {
                        lent.pointer[n] = limits.allowance(of: source.pointer[n], at: n, row: y)
                    }
                }
            }
        }
        self.image = image
    }

    /// The typical values, NaN where too few exposures tell, and how many agree with them.
    private static func typical(
        of extremes: Image<EpochExtremes>, variance: Float, options: ArtefactOptions
    ) throws -> (values: Image<Float>, counts: Image<UInt16>) {
        let (least, tolerance) = (max(3, options.leastExposures), options.tolerance)
        var counts = Image<UInt16>(width: extremes.width, height: extremes.height, repeating: 0)
        let values = try Image<Float>(width: extremes.width, height: extremes.height) { pixels in
            extremes.withUnsafePixels { extremes in
                counts.withUnsafeMutablePixels { counts in
                    for n in pixels.indices {
                        let typical = extremes[n].typical { middle in
                            let light = tolerance * middle
                            return 3.5 * (variance + light * light).squareRoot()
                        }
                        pixels[n] = Int(extremes[n].count) >= least ? typical?.value ?? .nan : .nan
                        counts[n] = UInt16(typical?.count ?? 0)
                    }
                }
            }
        }
        return (values, counts)
    }
}

/// What differences from the static sky are reckoned with.
private struct ModelLimits: Sendable {
    let model: Image<Float>
    /// Exposures in each pixel of the model.
    let known: Image<UInt16>
    let variance: Float
    let options: ArtefactOptions

    /// The variance of the model itself, of what PSFs do not match, and of what varies in most exposures.
    @inline(__always)
    func allowance(of pixel: EpochExtremes, at n: Int, row: Int) -> Float {
        guard pixel.count >= 3 else { return .infinity }
        let column = n - row * model.width
        return model.withUnsafePixels { model in
            let light = options.tolerance * model[n]
            let motion = options.shift * slope(model, n, column, row)
            let count = self.known.withUnsafePixels { $0[n] }
            let known = variance / Float(max(1, count)) + light * light + motion * motion
            return known.isFinite
                ? known + excess(of: pixel, over: variance + light * light + motion * motion) : .infinity
        }
    }

    /// The length of the gradient, per pixel.
    @inline(__always)
    private func slope(_ model: UnsafeBufferPointer<Float>, _ n: Int, _ x: Int, _ y: Int) -> Float {
        guard x > 0, y > 0, x + 1 < self.model.width, y + 1 < self.model.height else { return 0 }
        let across = (model[n + 1] - model[n - 1]) / 2
        let down = (model[n + self.model.width] - model[n - self.model.width]) / 2
        let length = (across * across + down * down).squareRoot()
        return length.isFinite ? length : 0
    }

    /// By how much exposures vary more than they should, where that is certain.
    @inline(__always)
    private func excess(of pixel: EpochExtremes, over expected: Float) -> Float {
        let freedom = pixel.settled - 1
        guard freedom >= 2 else { return 0 }
        let sample = pixel.squares / Float(freedom)
        return sample > expected * (1 + 4 * (2 / Float(freedom)).squareRoot()) ? sample - expected : 0
    }
}

extension Image<Float> {
    /// An image whose pixels `body` fills.
    init(
        width: Int, height: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void
    ) throws {
        let pixels = [Float](unsafeUninitializedCapacity: width * height) { buffer, count in
            buffer.initialize(repeating: 0)
            body(buffer)
            count = width * height
        }
        try self.init(width: width, height: height, pixels: pixels)
    }
}
