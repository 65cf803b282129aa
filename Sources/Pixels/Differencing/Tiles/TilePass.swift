internal import Detection
internal import Imaging

/// What all tiles share on their way through Fourier space.
struct TilePass: TiledPass, Sendable {
    let model: PairModel
    let width: Int
    let height: Int
    let kernel: KernelField
    let psf: any PSFModel
    let options: TileOptions
    let plan: FourierPlan
    let small: FourierPlan
    /// Of the noise; nil where it is white in both images.
    var colour: NoiseColour?

    init(_ difference: Difference, _ kernel: KernelField, _ psf: any PSFModel, _ options: TileOptions) throws {
        (model, width, height) = (difference.model, difference.image.width, difference.image.height)
        (self.kernel, self.psf, self.options) = (kernel, psf, options)
        plan = try FourierPlan(width: options.size, height: options.size)
        let size = options.size / Self.sparsity(options)
        small = try FourierPlan(width: size, height: size)
    }

    var tiles: TileOptions { options }

    /// Every so manieth term of a tile's spectrum is enough for filters: their images have 64 pixels or a little more.
    private static func sparsity(_ options: TileOptions) -> Int {
        [8, 4, 2].first { options.size % $0 == 0 && options.size / $0 >= 64 && options.size / $0 % 2 == 0 } ?? 1
    }
}

/// Room in which one thread makes one tile after the other.
struct TileRoom {
    private let pass: TilePass
    private(set) var filters: TileFilters
    private var terms: Spectrum
    private var other: Spectrum
    /// Images of the tile's whole size: difference, significance, scene.
    private(set) var white: Image<Float>
    private(set) var significance: Image<Float>
    private(set) var scene: Image<Float>
    /// The variance of the tile's core, with `NullVariance.margin` about it.
    private(set) var variance: Image<Float>

    init(_ pass: TilePass) {
        self.pass = pass
        filters = TileFilters(pass.plan, pass.small, side: pass.options.psfSide)
        terms = Spectrum(width: pass.plan.width, height: pass.plan.height)
        other = terms
        white = Image(width: pass.plan.width, height: pass.plan.height, repeating: 0)
        (significance, scene, variance) = (white, white, white)
    }

    /// Makes tile `n` of images of which nothing within its margin has been replaced yet.
    mutating func run(_ n: Int, _ difference: Difference) throws {
        let core = pass.box(n)
        let tile = core.grown(by: pass.margin)
        let (x, y) = (Double(core.x) + Double(core.width - 1) / 2, Double(core.y) + Double(core.height - 1) / 2)
        let kernel = try pass.kernel.kernel(atX: x, y: y)
        let (plan, model) = (pass.plan, pass.model)
        let psf = pass.psf.image(atX: x, y: y, side: pass.options.psfSide)
        let skies = (reference: model.reference.sky, sharper: model.sharper.sky)
        try filters.fill(kernel: kernel, psf: psf, skies, pass.colour)
        plan.transform(difference.image, fromX: tile.x, y: tile.y, into: &terms)
        terms.multiply(by: filters.whitening)
        other.become(terms, timesConjugate: filters.matched, Float(model.unit(kernel.sum)))
        try plan.invert(&terms, into: &white)
        try plan.invert(&other, into: &significance)
        plan.transform(difference.scene, fromX: tile.x, y: tile.y, into: &terms)
        terms.multiply(by: filters.damped)
        try plan.invert(&terms, into: &scene)
        let around = core.grown(by: NullVariance.margin)
        variance = try NullVariance(model: model, sum: kernel.sum, filters: filters).plane(
            template: difference.template.piece(around, beyond: 0),
            scene: difference.scene.piece(around, beyond: 0),
            sharp: scene.cropped(to: around.moved(byX: -tile.x, y: -tile.y)))
    }
}
