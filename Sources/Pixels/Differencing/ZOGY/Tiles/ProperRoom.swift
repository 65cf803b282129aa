internal import Imaging

/// Room in which one thread makes one tile after the other.
struct ProperRoom {
    private let pass: ProperPass
    private(set) var filters: ProperFilters
    private var terms: (science: Spectrum, template: Spectrum)
    /// Images of the tile's whole size: D, and the variance that light adds to it.
    private(set) var difference: Image<Float>
    private(set) var lightOfDifference: Image<Float>
    /// The template's part of D, without the fine structure that is noise.
    private(set) var scene: Image<Float>
    /// S's parts of both images, and the variance that light adds to it.
    private(set) var scores: (science: Image<Float>, template: Image<Float>)
    private(set) var lightOfScore: Image<Float>

    init(_ pass: ProperPass) {
        self.pass = pass
        filters = ProperFilters(pass.plan, side: pass.options.tiles.psfSide, faintest: pass.options.faintestLight)
        let empty = Spectrum(width: pass.plan.width, height: pass.plan.height)
        terms = (empty, empty)
        difference = Image(width: pass.plan.width, height: pass.plan.height, repeating: 0)
        (lightOfDifference, scene, scores) = (difference, difference, (difference, difference))
        lightOfScore = difference
    }

    mutating func run(_ n: Int) throws {
        let box = pass.box(n)
        let tile = box.grown(by: pass.margin)
        let local = LocalMatch(pass.match, box.intersection(pass.science.image.image.bounds))
        try filters.fill(
            ProperFilters.Place(pass.science, pass.template, local, side: pass.options.tiles.psfSide))
        let plan = pass.plan
        let pixels = (
            science: local.straightened(pass.science.image.image, tile),
            template: pass.template.image.image.piece(tile, beyond: 0)
        )
        plan.transform(pixels.science, into: &terms.science)
        plan.transform(pixels.template, into: &terms.template)
        let matched = (
            science: try matched(terms.template, \.science), template: try matched(terms.science, \.template)
        )
        let light = pass.light.variances(tile, science: pixels.science, template: pixels.template, matched: matched)
        var sum = try filters.difference.combined(terms.science, terms.template, sign: -1)
        try plan.invert(&sum, into: &difference)
        sum = terms.template
        try sum.multiply(by: filters.difference.template)
        sum.multiply(by: filters.damping)
        try plan.invert(&sum, into: &scene)
        try terms.science.multiply(by: filters.score.science)
        try terms.template.multiply(by: filters.score.template)
        try plan.invert(&terms.science, into: &scores.science)
        try plan.invert(&terms.template, into: &scores.template)
        plan.transform(light.science, into: &terms.science)
        plan.transform(light.template, into: &terms.template)
        sum = try filters.differenceSquares.combined(terms.science, terms.template, sign: 1)
        try plan.invert(&sum, into: &lightOfDifference)
        sum = try filters.scoreSquares.combined(terms.science, terms.template, sign: 1)
        try plan.invert(&sum, into: &lightOfScore)
    }

    /// One image as the other shows it.
    private func matched(_ terms: Spectrum, _ filter: KeyPath<FilterPair, Spectrum>) throws -> Image<Float> {
        var result = terms
        try result.multiply(by: filters.matching[keyPath: filter])
        return try pass.plan.image(of: result)
    }
}
