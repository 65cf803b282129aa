internal import Detection
internal import Imaging

/// Room in which one thread subtracts one star after the other, each with the filters of its own place.
struct StarRoom {
    /// Pixels of a side of what is transformed.
    private static let side = 96

    private let science: ProperImage
    private let template: ProperImage
    private let match: StarMatch
    private let psfSide: Int
    private let plan: FourierPlan
    private var filters: ProperFilters
    private var terms: (science: Spectrum, template: Spectrum)
    private var difference: Image<Float>
    private var scene: Image<Float>

    init(_ science: ProperImage, _ template: ProperImage, _ match: StarMatch, _ options: ProperOptions) throws {
        (self.science, self.template, self.match) = (science, template, match)
        psfSide = options.tiles.psfSide
        plan = try FourierPlan(width: Self.side, height: Self.side)
        filters = ProperFilters(plan, side: psfSide, faintest: options.faintestLight)
        let empty = Spectrum(width: plan.width, height: plan.height)
        terms = (empty, empty)
        difference = Image(width: plan.width, height: plan.height, repeating: 0)
        scene = difference
    }

    /// The shape of the star at a pixel; nil where it does not tell.
    mutating func shape(at star: StampPosition) throws -> StarShape? {
        let corner = Self.side / 2
        let tile = PixelBox(x: star.x - corner, y: star.y - corner, width: Self.side, height: Self.side)
        let local = LocalMatch(match, PixelBox(aroundX: star.x, y: star.y, radius: corner / 2))
        let place = try ProperFilters.Place(science, template, local, side: psfSide)
        try filters.prepare(place)
        plan.transform(local.straightened(science.image.image, tile), into: &terms.science)
        plan.transform(template.image.image, fromX: tile.x, y: tile.y, into: &terms.template)
        var sum = try filters.difference.combined(terms.science, terms.template, sign: -1)
        try plan.invert(&sum, into: &difference)
        try terms.template.multiply(by: filters.difference.template)
        terms.template.multiply(by: filters.damping)
        try plan.invert(&terms.template, into: &scene)
        let gain = science.image.variance.gain / place.ratio + template.image.variance.gain
        return StarShape(difference, scene: scene, gain: gain * filters.terms.zeroPoint)
    }
}
