import Detection
import Differencing
import Imaging

/// A raw pair as a telescope gives it: sky, noise of sky and light, variance planes; stars that both images have.
struct RawPair {
    static let side = 288
    /// Options under which a small field of a few dozen stars is differenced quickly.
    static let options: DifferencerOptions = {
        var options = DifferencerOptions()
        options.fit = SyntheticPair.options
        options.tiles = SyntheticPair.tiles
        options.backgroundCell = 64
        return options
    }()

    var science: MaskedImage
    var template: MaskedImage
    var stars: [(x: Double, y: Double, flux: Double)] = []

    /// - Parameters:
    ///   - shift: of all stars in the science image, in pixels along x.
    ///   - scale: science units in one of the template.
    ///   - transients: places and fluxes, in the template's unit, of what only the science image has.
    init(
        seed: UInt64, psfs: (science: Moffat, template: Moffat) = (SyntheticPair.wide, SyntheticPair.sharp),
        shift: Double = 0, scale: Double = 1, transients: [(x: Double, y: Double, flux: Double)] = []
    ) {
        var draw = Draw(seed: seed)
        let empty = Image<Float>(width: Self.side, height: Self.side, repeating: 0)
        var (science, template) = (empty, empty)
        for n in 0..<49 {
            let x = 26 + 41 * Double(n % 7) + 5 * draw.uniform()
            let y = 26 + 41 * Double(n / 7) + 5 * draw.uniform()
            let flux = 1.5e4 + 8e4 * draw.uniform() * draw.uniform()
            psfs.science.add(to: &science, x + shift, y, flux * scale)
            psfs.template.add(to: &template, x, y, flux)
            stars.append((x, y, flux))
        }
        for source in transients { psfs.science.add(to: &science, source.x, source.y, source.flux * scale) }
        self.science = Self.observed(science, sky: 400, level: 1000, &draw)
        self.template = Self.observed(template, sky: 60, level: 500, &draw)
    }

    /// With the noise of a sky of variance `sky` and of the light itself, on a level of `level`.
    private static func observed(
        _ light: Image<Float>, sky: Float, level: Float, _ draw: inout Draw
    ) -> MaskedImage {
        var result = MaskedImage(image: light, variance: sky)
        for y in 0..<side {
            for x in 0..<side {
                let variance = sky + max(0, light[x, y])
                result.variance[x, y] = variance
                result.image[x, y] = light[x, y] + level + variance.squareRoot() * Float(draw.normal())
            }
        }
        return result
    }

    /// Places between the stars, and beside them.
    static let places: [(x: Double, y: Double)] = (0..<9).map { n in
        let (column, row) = (Double(n % 3), Double(n / 3))
        return (x: 48.3 + 82.9 * column, y: 48.7 + 81.8 * row)
    }

    func run(_ options: DifferencerOptions = RawPair.options, threads: Int = 2) throws -> DifferencingResult {
        try ImageDifferencer(options: options).run(science: science, template: template, threads: threads)
    }
}
