internal import Detection
internal import Imaging

/// What all tiles share on their way through Fourier space.
struct ProperPass: TiledPass, Sendable {
    let science: ProperImage
    let template: ProperImage
    let match: StarMatch
    let light: SourceLight
    let options: ProperOptions
    let plan: FourierPlan

    init(
        _ science: ProperImage, _ template: ProperImage, _ match: StarMatch, _ options: ProperOptions, _ threads: Int
    ) throws {
        (self.science, self.template, self.match, self.options) = (science, template, match, options)
        light = SourceLight(science, template, options, threads: threads)
        plan = try FourierPlan(width: options.tiles.size, height: options.tiles.size)
    }

    var width: Int { science.width }
    var height: Int { science.height }
    var tiles: TileOptions { options.tiles }
    var count: Int { columns * rows }
}

extension ProperFilters.Place {
    /// PSFs, noise and match at a place.
    init(_ science: ProperImage, _ template: ProperImage, _ local: LocalMatch, side: Int) throws {
        let (x, y, ratio) = (local.x, local.y, local.ratio)
        let (own, other) = (science.noise.value(atX: x, y: y), template.noise.value(atX: x, y: y))
        guard ratio > 0, ratio.isFinite, own > 0, other > 0 else {
            throw DifferencingError(
                .singular, "a flux ratio of \(ratio) and a noise of \(own) and \(other) at x \(x), y \(y)")
        }
        self.init(
            science: science.psf.image(atX: x, y: y, side: side),
            template: template.psf.image(atX: x, y: y, side: side), shift: local.shift, ratio: ratio,
            sky: (own * own, other * other))
    }
}
