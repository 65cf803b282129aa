import Detection
import Differencing
import Imaging

/// Two images of the same stars with different PSFs and white noise, made without the code that is tested.
struct SyntheticPair {
    static let side = 256
    static let sharp = Moffat(fwhm: 3.2)
    static let wide = Moffat(fwhm: 4.4)
    /// A basis that is fitted quickly.
    static let options: FitOptions = {
        var options = FitOptions()
        let components = [(0.8, 2), (1.6, 2), (3.2, 0)].map { KernelBasis.Component(sigma: $0.0, degree: $0.1) }
        if let basis = try? KernelBasis(components: components, radius: 9) { options.basis = basis }
        (options.order, options.stampRadius, options.passes, options.ridgeSteps) = (2, 9, 3, 3)
        options.uncertaintyPoints = 3
        return options
    }()
    static let tiles: TileOptions = {
        var tiles = TileOptions()
        (tiles.size, tiles.core, tiles.psfSide, tiles.calibrationStep) = (160, 128, 25, 1)
        return tiles
    }()

    var science: Image<Float>
    var template: Image<Float>
    var scienceMask = Image<MaskPlanes>(width: side, height: side, repeating: [])
    var templateMask = Image<MaskPlanes>(width: side, height: side, repeating: [])
    var stars: [StampPosition] = []
    var convolved: ConvolvedImage
    /// Variance of the sky of the image that stays and of the other.
    let skies: (reference: Double, sharper: Double)

    /// - Parameters:
    ///   - scale: units of the reference image in one of the sharper.
    ///   - jitter: standard deviation of the stars' shifts in the reference image, in pixels.
    ///   - isWarped: whether the template's noise is the mean of four white pixels, as warping by half a pixel leaves it.
    ///   - transients: places and fluxes, in the template's unit, of what only the science image has.
    init(
        seed: UInt64, convolving convolved: ConvolvedImage = .template, scale: Double = 1,
        psfs: (reference: Moffat, sharper: Moffat) = (wide, sharp),
        skies: (reference: Double, sharper: Double) = (100, 25),
        jitter: Double = 0, isWarped: Bool = false, transients: [(x: Double, y: Double, flux: Double)] = []
    ) {
        (self.convolved, self.skies) = (convolved, skies)
        let side = Self.side
        var draw = Draw(seed: seed)
        var reference = Image<Float>(width: side, height: side, repeating: 0)
        var sharper = reference
        for row in 0..<8 {
            for column in 0..<8 {
                let x = 24 + 29.5 * Double(column) + 4 * draw.uniform()
                let y = 24 + 29.5 * Double(row) + 4 * draw.uniform()
                let flux = 8e3 + 6e4 * draw.uniform() * draw.uniform()
                let (dx, dy) = (jitter * draw.normal(), jitter * draw.normal())
                psfs.reference.add(to: &reference, x + dx, y + dy, flux * scale)
                psfs.sharper.add(to: &sharper, x, y, flux)
                stars.append(StampPosition(x: Int(x.rounded()), y: Int(y.rounded())))
            }
        }
        for source in transients {
            if convolved == .template {
                psfs.reference.add(to: &reference, source.x, source.y, source.flux * scale)
            } else {
                psfs.sharper.add(to: &sharper, source.x, source.y, source.flux / scale)
            }
        }
        let isTemplate = convolved == .template
        reference.addNoise(sky: skies.reference, &draw, isCorrelated: isWarped && !isTemplate)
        sharper.addNoise(sky: skies.sharper, &draw, isCorrelated: isWarped && isTemplate)
        (science, template) = convolved == .template ? (reference, sharper) : (sharper, reference)
    }

    /// With every image's noise that of its sky alone.
    func pair() throws -> ImagePair {
        let (reference, sharper) = (
            VarianceModel(sky: skies.reference, gain: 0), VarianceModel(sky: skies.sharper, gain: 0)
        )
        let isTemplate = convolved == .template
        return try ImagePair(
            science: MatchingImage(
                image: science, mask: scienceMask, variance: isTemplate ? reference : sharper),
            template: MatchingImage(
                image: template, mask: templateMask, variance: isTemplate ? sharper : reference),
            convolving: convolved)
    }

    func fit(threads: Int = 2) throws -> KernelFit {
        try KernelFit(pair(), stamps: stars, options: Self.options, threads: threads)
    }
}

/// A round Moffat profile of beta 4.
struct Moffat {
    let fwhm: Double

    /// Adds a source, each pixel the mean of nine points of it.
    func add(to image: inout Image<Float>, _ x: Double, _ y: Double, _ flux: Double) {
        let alpha2 = fwhm * fwhm / 4 / 0.189_207_115_002_721_07
        let peak = flux * 3 / (.pi * alpha2)
        for row in max(0, Int(y) - 24)...min(image.height - 1, Int(y) + 25) {
            for column in max(0, Int(x) - 24)...min(image.width - 1, Int(x) + 25) {
                var sum = 0.0
                for i in -1...1 {
                    for j in -1...1 {
                        let (dx, dy) = (Double(column) + Double(i) / 3 - x, Double(row) + Double(j) / 3 - y)
                        let base = 1 + (dx * dx + dy * dy) / alpha2
                        sum += 1 / (base * base * base * base)
                    }
                }
                image[column, row] += Float(peak * sum / 9)
            }
        }
    }

    /// The same profile as a model of this package, which averages over pixels too.
    var model: some PSFModel {
        get throws { try AnalyticPSF(.moffat(beta: 4), fwhm: fwhm) }
    }
}

extension Image<Float> {
    mutating func addNoise(sky: Double, _ draw: inout Draw, isCorrelated: Bool = false) {
        let sigma = sky.squareRoot()
        guard isCorrelated else {
            return withUnsafeMutablePixels { for n in $0.indices { $0[n] += Float(sigma * draw.normal()) } }
        }
        var noise = Image(width: width + 1, height: height + 1, repeating: 0)
        noise.addNoise(sky: sky, &draw)
        for y in 0..<height {
            for x in 0..<width {
                self[x, y] += (noise[x, y] + noise[x + 1, y] + noise[x, y + 1] + noise[x + 1, y + 1]) / 2
            }
        }
    }
}

/// Scatter that outliers hardly move.
func scatter(_ values: [Float]) -> Double { Double(MedianDeviation(of: values).scatter) }
