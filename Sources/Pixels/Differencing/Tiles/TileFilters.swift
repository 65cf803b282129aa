internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The filters of one tile, in Fourier space.
struct TileFilters {
    /// Real factors: L, which makes noise white and keeps flux; L with fine structure damped, for the scene.
    private(set) var whitening: [Float]
    private(set) var damped: [Float]
    /// The spectrum of the difference's PSF divided by its norm and the sky's noise.
    private(set) var matched: Spectrum
    /// The spectra of the squares of L and of L and the kernel, for variances.
    let referenceVariance: Spectrum
    let sharperVariance: Spectrum
    /// The difference's PSF.
    let psf: Image<Float>

    /// - Parameters:
    ///   - kernel: at the tile's middle.
    ///   - psf: of the image that stays, there.
    init(
        _ plan: FourierPlan, _ small: FourierPlan, kernel: ConvolutionKernel, psf: Image<Float>, reference: Double,
        sharper: Double, side: Int
    ) throws {
        let sum = kernel.sum
        let sky = reference + sharper * sum * sum
        let kernelTerms = plan.spectrum(of: wrapped(kernel.weights, plan.width))
        matched = plan.spectrum(of: wrapped(psf, plan.width))
        whitening = kernelTerms.powers().map { Float((sky / (reference + sharper * Double($0))).squareRoot()) }
        let floor = Self.floor(psf)
        damped = zip(whitening, matched.powers()).map { $0 * $1 / ($1 + floor) }
        matched.multiply(by: whitening)
        let sparse = Sparse(kernelTerms, whitening, matched, small)
        self.psf = try sparse.psf(small, side)
        (referenceVariance, sharperVariance) = try sparse.squares(small, plan)
        let norm = self.psf.pixels.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        matched.multiply(by: Float(1 / (norm * sky.squareRoot())))
    }

    /// What a star of the signal to noise 50 leaves recognisable: its power is compared with that of noise in 400 pixels.
    private static func floor(_ psf: Image<Float>) -> Float {
        400 / 2500 * psf.pixels.reduce(0) { $0 + $1 * $1 }
    }
}

/// Spectra with every so manieth term, whose images are small.
private struct Sparse {
    private var filter: Spectrum
    private var kernel: Spectrum
    private let psf: Spectrum

    init(_ kernel: Spectrum, _ whitening: [Float], _ psf: Spectrum, _ small: FourierPlan) {
        var filter = Spectrum(width: kernel.width, height: kernel.height)
        filter.real = whitening
        self.filter = Self.taken(filter, small)
        self.psf = Self.taken(psf, small)
        var both = kernel
        both.multiply(by: whitening)
        self.kernel = Self.taken(both, small)
    }

    private static func taken(_ spectrum: Spectrum, _ small: FourierPlan) -> Spectrum {
        let step = spectrum.width / small.width
        var result = Spectrum(width: small.width, height: small.height)
        for row in 0..<small.height {
            for column in 0..<result.columns {
                let (from, to) = (row * step * spectrum.stride + column * step, row * result.stride + column)
                result.real[to] = spectrum.real[from]
                result.imaginary[to] = spectrum.imaginary[from]
            }
        }
        return result
    }

    func psf(_ small: FourierPlan, _ side: Int) throws -> Image<Float> {
        unwrapped(try small.image(of: psf), side)
    }

    func squares(_ small: FourierPlan, _ plan: FourierPlan) throws -> (Spectrum, Spectrum) {
        func squared(_ spectrum: Spectrum) throws -> Spectrum {
            let weights = unwrapped(try small.image(of: spectrum), small.width - 1).map { $0 * $0 }
            return plan.spectrum(of: wrapped(weights, plan.width))
        }
        return (try squared(filter), try squared(kernel))
    }
}

/// A square of odd side about pixel (0, 0) of a larger one whose edges meet.
func wrapped(_ square: Image<Float>, _ size: Int) -> Image<Float> {
    var result = Image<Float>(width: size, height: size, repeating: 0)
    let radius = square.width / 2
    for y in 0..<square.height {
        for x in 0..<square.width {
            result[(x - radius + size) % size, (y - radius + size) % size] = square[x, y]
        }
    }
    return result
}

/// The square of `side` pixels, odd, about pixel (0, 0) of an image whose edges meet.
func unwrapped(_ image: Image<Float>, _ side: Int) -> Image<Float> {
    var result = Image<Float>(width: side, height: side, repeating: 0)
    let radius = side / 2
    for y in 0..<side {
        for x in 0..<side {
            result[x, y] = image[(x - radius + image.width) % image.width, (y - radius + image.height) % image.height]
        }
    }
    return result
}

extension Spectrum {
    /// Multiplies each term by the real factor in its place.
    mutating func multiply(by factors: [Float]) {
        for n in factors.indices {
            real[n] *= factors[n]
            imaginary[n] *= factors[n]
        }
    }

    mutating func multiply(by factor: Float) {
        for n in real.indices {
            real[n] *= factor
            imaginary[n] *= factor
        }
    }
}
