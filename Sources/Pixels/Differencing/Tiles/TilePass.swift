internal import Imaging

/// One tile's way through Fourier space.
struct TilePass {
    let pair: ImagePair
    let difference: Difference
    let kernel: KernelField
    let psf: any PSFModel
    let options: TileOptions
    let plan: FourierPlan
    let small: FourierPlan

    /// What becomes of a tile: images of the tile's whole size.
    struct Result {
        var difference: Image<Float>
        var significance: Image<Float>
        var variance: Image<Float>
        var scene: Image<Float>
        let psf: Image<Float>
    }

    init(
        _ pair: ImagePair, _ difference: Difference, _ kernel: KernelField, _ psf: any PSFModel, _ options: TileOptions
    ) throws {
        (self.pair, self.difference, self.kernel, self.psf, self.options) = (pair, difference, kernel, psf, options)
        plan = try FourierPlan(width: options.size, height: options.size)
        small = try FourierPlan(
            width: options.size / Self.sparsity(options), height: options.size / Self.sparsity(options))
    }

    /// The square kept of tile `n`, cut by the image's edge.
    func box(_ n: Int) -> PixelBox {
        let columns = (pair.width + options.core - 1) / options.core
        return PixelBox(
            x: n % columns * options.core, y: n / columns * options.core, width: options.core, height: options.core)
    }

    var margin: Int { (options.size - options.core) / 2 }

    func run(_ n: Int) throws -> Result {
        let core = box(n)
        let tile = core.grown(by: margin)
        let (x, y) = (Double(core.x) + Double(core.width - 1) / 2, Double(core.y) + Double(core.height - 1) / 2)
        let weights = try kernel.kernel(atX: x, y: y)
        let unit = pair.unit(weights.sum)
        let filters = try TileFilters(
            plan, small, kernel: weights, psf: psf.image(atX: x, y: y, side: options.psfSide),
            reference: pair.reference.variance.sky, sharper: pair.sharper.variance.sky, side: options.psfSide)
        var terms = plan.spectrum(of: difference.image.image, fromX: tile.x, y: tile.y)
        terms.multiply(by: filters.whitening)
        let white = try plan.image(of: terms)
        try terms.multiply(by: filters.matched, conjugated: true)
        terms.multiply(by: Float(unit))
        let significance = try plan.image(of: terms)
        let scene = difference.scene.cropped(to: tile, filledWith: 0)
        var still = plan.spectrum(of: scene)
        still.multiply(by: filters.damped)
        return Result(
            difference: white, significance: significance,
            variance: try variance(tile, scene, weights.sum, filters), scene: try plan.image(of: still),
            psf: filters.psf)
    }

    private func variance(
        _ tile: PixelBox, _ scene: Image<Float>, _ sum: Double, _ filters: TileFilters
    ) throws -> Image<Float> {
        let null = NullVariance(
            pair, template: pair.template.image.cropped(to: tile, filledWith: 0), scene: scene, sum: sum)
        var terms = plan.spectrum(of: null.reference)
        try terms.multiply(by: filters.referenceVariance)
        var other = plan.spectrum(of: null.sharper)
        try other.multiply(by: filters.sharperVariance)
        try terms.add(other)
        let unit = pair.unit(sum)
        terms.multiply(by: Float(1 / (unit * unit)))
        return try plan.image(of: terms)
    }

    /// Every so manieth term of a tile's spectrum is enough for filters: their images have 64 pixels or a little more.
    private static func sparsity(_ options: TileOptions) -> Int {
        [8, 4, 2].first { options.size % $0 == 0 && options.size / $0 >= 64 && options.size / $0 % 2 == 0 } ?? 1
    }
}
