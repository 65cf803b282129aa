internal import Imaging

/// The filters of one tile, in Fourier space; made once for a thread and filled for one tile after the other.
struct TileFilters {
    /// Pixels on each side of the middle to which squared filters are cut; what is cut stays in their sum.
    private static let squaredRadius = 6

    private let plan: FourierPlan
    private let small: FourierPlan
    private let side: Int
    /// Room for a kernel about pixel (0, 0), 0 elsewhere.
    private var impulse: Image<Float>
    private var kernelTerms: Spectrum
    /// Real factors: L, which makes noise white and keeps flux; L with fine structure damped, for the scene.
    private(set) var whitening: [Float]
    private(set) var damped: [Float]
    /// The spectrum of the difference's PSF divided by its norm and by the noise of the sky in the image that stays.
    private(set) var matched: Spectrum
    /// The difference's PSF.
    private(set) var psf: Image<Float>
    /// The squares of L and of L and the kernel one after the other, as weights: for variances.
    private(set) var squares: (reference: Image<Float>, sharper: Image<Float>)
    /// Variance of the sky when it is white, in the unit of the image that stays.
    private(set) var sky = 0.0

    init(_ plan: FourierPlan, _ small: FourierPlan, side: Int) {
        (self.plan, self.small, self.side) = (plan, small, side)
        impulse = Image(width: plan.width, height: plan.height, repeating: 0)
        kernelTerms = Spectrum(width: plan.width, height: plan.height)
        matched = kernelTerms
        whitening = kernelTerms.real
        damped = whitening
        psf = Image(width: 0, height: 0, repeating: 0)
        squares = (psf, psf)
    }

    /// - Parameters:
    ///   - kernel: at the tile's middle.
    ///   - psf: of the image that stays, there.
    ///   - skies: variance of its sky, and of that of the image that is convolved.
    ///   - colour: of their noise.
    mutating func fill(
        kernel: ConvolutionKernel, psf: Image<Float>, _ skies: (reference: Double, sharper: Double),
        _ colour: NoiseColour?
    ) throws {
        let sum = kernel.sum
        let flat = (skies.reference + skies.sharper * sum * sum) * Double(colour?.ofSums ?? 1)
        sky = flat * (colour?.left ?? 1)
        transform(kernel.weights, into: \.kernelTerms)
        transform(psf, into: \.matched)
        let floor = 400 / 2500 * psf.pixels.reduce(0) { $0 + $1 * $1 }
        combine(Float(flat), Float(skies.reference), Float(skies.sharper), floor, colour?.power)
        self.psf = unwrapped(try image(of: matched), side)
        squares = (
            cutSquare(try image(of: Spectrum(small, taking: whitening, of: plan))),
            cutSquare(try image(of: kernelTerms))
        )
        let norm = self.psf.pixels.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        matched.multiply(by: Float(1 / (norm * sky.squareRoot())))
    }

    private mutating func transform(_ square: Image<Float>, into terms: WritableKeyPath<TileFilters, Spectrum>) {
        wrap(square) { $0 }
        plan.transform(impulse, into: &self[keyPath: terms])
        wrap(square) { _ in 0 }
    }

    private mutating func wrap(_ square: Image<Float>, _ value: (Float) -> Float) {
        let (radius, size) = (square.width / 2, plan.width)
        for y in 0..<square.height {
            let row = (y - radius + size) % size
            for x in 0..<square.width { impulse[(x - radius + size) % size, row] = value(square[x, y]) }
        }
    }

    /// From the spectra of kernel and PSF to the filters; both spectra are then those of what L makes of them.
    private mutating func combine(
        _ sky: Float, _ reference: Float, _ sharper: Float, _ floor: Float, _ colour: [Float]?
    ) {
        let count = whitening.count
        whitening.withUnsafeMutableBufferPointer { whitening in
            damped.withUnsafeMutableBufferPointer { damped in
                kernelTerms.withTerms { kernel in
                    matched.withTerms { psf in
                        for n in 0..<count {
                            let power = kernel.re[n] * kernel.re[n] + kernel.im[n] * kernel.im[n]
                            let noise = (reference + sharper * power) * (colour?[n] ?? 1)
                            let filter = (sky / noise).squareRoot()
                            let light = psf.re[n] * psf.re[n] + psf.im[n] * psf.im[n]
                            whitening[n] = filter
                            damped[n] = filter * light / (light + floor)
                            kernel.re[n] *= filter
                            kernel.im[n] *= filter
                            psf.re[n] *= filter
                            psf.im[n] *= filter
                        }
                    }
                }
            }
        }
    }

    /// The image of every so manieth term of a spectrum, which shows what lies near pixel (0, 0).
    private func image(of spectrum: Spectrum) throws -> Image<Float> {
        try small.image(of: spectrum.width == small.width ? spectrum : Spectrum(small, taking: spectrum))
    }

    private func cutSquare(_ image: Image<Float>) -> Image<Float> {
        let total = image.pixels.reduce(0.0) { $0 + Double($1) * Double($1) }
        let middle = unwrapped(image, 2 * Self.squaredRadius + 1).map { $0 * $0 }
        let part = middle.pixels.reduce(0.0) { $0 + Double($1) }
        let scale = part > 0 ? Float(total / part) : 1
        return middle.map { $0 * scale }
    }
}

/// The square of `side` pixels, odd, about pixel (0, 0) of an image whose edges meet.
private func unwrapped(_ image: Image<Float>, _ side: Int) -> Image<Float> {
    var result = Image<Float>(width: side, height: side, repeating: 0)
    let (radius, width, height) = (side / 2, image.width, image.height)
    for y in 0..<side {
        for x in 0..<side { result[x, y] = image[(x - radius + width) % width, (y - radius + height) % height] }
    }
    return result
}
