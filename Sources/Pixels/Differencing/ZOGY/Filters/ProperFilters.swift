internal import Imaging

/// The filters of proper subtraction for one tile, in Fourier space; made once for a thread and filled for one tile after
/// the other.
///
/// With the flux unit of the template, Fr = 1 and Fn = ratio. Source: Zackay, Ofek and Gal-Yam 2016, ApJ 830, 27
/// (doi:10.3847/0004-637X/830/1/27), equations 12 to 16 and 26 to 29.
struct ProperFilters: Sendable {
    private let plan: FourierPlan
    private let side: Int
    private let faintest: Float
    private var room: Image<Float>
    /// Spectra of the PSFs, that of the science image moved to where its stars are.
    private var psfs: FilterPair
    /// kn and kr: S is the science image by the one less the template by the other.
    private(set) var score: FilterPair
    /// The same for the difference D.
    private(set) var difference: FilterPair
    private(set) var scoreSquares: FilterPair
    private(set) var differenceSquares: FilterPair
    /// What makes the template look like the science image, as far as PSFs tell, and the other way round.
    private(set) var matching: FilterPair
    /// Real factors for the scene: where either PSF has little light, fine structure is noise.
    private(set) var damping: [Float]
    private(set) var terms = ProperTileTerms()
    /// The PSF of D.
    private(set) var psf: Image<Float>

    /// What a tile is made with: at its middle.
    struct Place: Sendable {
        var science: Image<Float>
        var template: Image<Float>
        var shift: (x: Double, y: Double)
        var ratio: Double
        /// Variances of the sky.
        var sky: (science: Double, template: Double)
    }

    init(_ plan: FourierPlan, side: Int, faintest: Double) {
        (self.plan, self.side, self.faintest) = (plan, side, Float(faintest))
        room = Image(width: plan.width, height: plan.height, repeating: 0)
        psfs = FilterPair(plan)
        (damping, matching) = (psfs.science.real, psfs)
        (score, difference, scoreSquares, differenceSquares) = (psfs, psfs, psfs, psfs)
        psf = Image(width: 0, height: 0, repeating: 0)
    }

    mutating func fill(_ place: Place) throws {
        try prepare(place)
        scoreSquares = try score.squares(plan, room: &room)
        differenceSquares = try difference.squares(plan, room: &room)
        terms.ownScience = place.ratio * scoreSquares.science.origin(times: psfs.science)
        terms.ownTemplate = scoreSquares.template.origin(times: psfs.template)
    }

    /// All but the squares, and what a source's own light does.
    mutating func prepare(_ place: Place) throws {
        transform(place.science, into: \.psfs.science)
        transform(place.template, into: \.psfs.template)
        psfs.science.shift(byX: place.shift.x, y: place.shift.y)
        psfs.science.fillFaint(faintest)
        psfs.template.fillFaint(faintest)
        let floor = Float(Self.noisyLight * Self.broadness(place))
        damp(floor)
        match(floor, Float(place.ratio))
        var shape = combine(Float(place.ratio), Float(place.sky.science), Float(place.sky.template))
        let sky = place.sky.science + place.sky.template * place.ratio * place.ratio
        terms.zeroPoint = place.ratio / sky.squareRoot()
        terms.scoreZeroPoint = place.ratio * score.science.origin(times: psfs.science)
        shape.multiply(by: Float(1 / terms.zeroPoint))
        try plan.invert(&shape, into: &room)
        psf = room.aroundOrigin(side: side)
    }

    private mutating func transform(_ square: Image<Float>, into terms: WritableKeyPath<ProperFilters, Spectrum>) {
        room.placeAroundOrigin(square)
        plan.transform(room, into: &self[keyPath: terms])
    }

    /// Frequencies of which the broader PSF has this share of its mean power are half noise.
    private static let noisyLight = 0.16

    /// Sum of the squares of the broader PSF.
    private static func broadness(_ place: Place) -> Double {
        [place.science, place.template].map { $0.pixels.reduce(0.0) { $0 + Double($1 * $1) } }.min() ?? 0
    }

    private mutating func damp(_ floor: Float) {
        let psfs = psfs
        psfs.withTerms { own, other in
            damping.withUnsafeMutableBufferPointer { damping in
                for n in damping.indices {
                    let powers = (
                        own.re[n] * own.re[n] + own.im[n] * own.im[n],
                        other.re[n] * other.re[n] + other.im[n] * other.im[n]
                    )
                    let light = min(powers.0, powers.1)
                    damping[n] = light / (light + floor)
                }
            }
        }
    }

    private mutating func match(_ floor: Float, _ ratio: Float) {
        let psfs = psfs
        psfs.withTerms { own, other in
            matching.withTerms { toScience, toTemplate in
                for n in 0..<own.count {
                    let (a, b, c, d) = (own.re[n], own.im[n], other.re[n], other.im[n])
                    let (re, im) = (a * c + b * d, b * c - a * d)
                    let onTemplate = ratio / (c * c + d * d + floor)
                    let onScience = 1 / (ratio * (a * a + b * b + floor))
                    (toScience.re[n], toScience.im[n]) = (re * onTemplate, im * onTemplate)
                    (toTemplate.re[n], toTemplate.im[n]) = (re * onScience, -im * onScience)
                }
            }
        }
    }

    /// All filters from the PSFs; gives FD PD.
    private mutating func combine(_ ratio: Float, _ skyScience: Float, _ skyTemplate: Float) -> Spectrum {
        var shape = psfs.science
        let psfs = psfs
        let skyScaled = skyTemplate * ratio * ratio
        psfs.withTerms { own, other in
            shape.withTerms { shape in
                difference.withTerms { differenceN, differenceR in
                    score.withTerms { scoreN, scoreR in
                        for n in 0..<own.count {
                            let (a, b, c, d) = (own.re[n], own.im[n], other.re[n], other.im[n])
                            let (powerN, powerR) = (a * a + b * b, c * c + d * d)
                            let power = skyScience * powerR + skyScaled * powerN
                            let inverse = power > .leastNormalMagnitude ? 1 / power : 0
                            let root = inverse.squareRoot()
                            (differenceN.re[n], differenceN.im[n]) = (c * root, d * root)
                            (differenceR.re[n], differenceR.im[n]) = (ratio * a * root, ratio * b * root)
                            let (byR, byN) = (ratio * powerR * inverse, ratio * ratio * powerN * inverse)
                            (scoreN.re[n], scoreN.im[n]) = (byR * a, -byR * b)
                            (scoreR.re[n], scoreR.im[n]) = (byN * c, -byN * d)
                            let scale = ratio * root
                            (shape.re[n], shape.im[n]) = (scale * (a * c - b * d), scale * (a * d + b * c))
                        }
                    }
                }
            }
        }
        return shape
    }
}

extension Spectrum {
    /// Gives frequencies with less than `faintest` of the light that share of it, without phase.
    fileprivate mutating func fillFaint(_ faintest: Float) {
        guard faintest > 0 else { return }
        withTerms { terms in
            for n in terms.re.indices {
                let power = terms.re[n] * terms.re[n] + terms.im[n] * terms.im[n]
                let weight = power / (power + faintest * faintest)
                terms.re[n] = terms.re[n] * weight + faintest * (1 - weight)
                terms.im[n] *= weight
            }
        }
    }
}
