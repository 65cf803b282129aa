internal import Detection
internal import Imaging
internal import Synchronization

/// The power of a difference's noise by frequency, over that which white noise in both images would leave.
///
/// Images that were warped or put together of others have correlated noise, which no plane of variances tells. It is seen
/// in the difference alone, where static light has gone: a few tiles are made white as if both images were, and what is
/// left of correlation in their blank sky is the colour. One for the whole image: noise whose correlation differs
/// from place to place is made white in the mean.
struct NoiseColour: Sendable {
    /// As the terms of a spectrum of the tiles' plan.
    private(set) var power: [Float]
    /// Of sums over many pixels.
    var ofSums: Float { power[0] }
    /// Variance that is left by that which the power tells: noise that is missing at some frequencies is not made up.
    private(set) var left = 1.0

    /// Tiles that are looked at: for whether there is any colour, and for which.
    private static let (fewSamples, samples) = (8, 24)
    /// Pixels up to which noise is correlated.
    private static let reach = 6
    /// Noise is taken for white where no correlation is more than so many standard deviations, and more than so much.
    private static let (leastSigmas, least) = (5.0, 0.005)
    /// A correlation that is less is taken for none.
    private static let usedSigmas = 2.5
    /// No frequency is amplified by more than the root of the inverse.
    private static let leastPower: Float = 0.02
    /// Sums scatter less than so much of what they should where images are not independent: their noise cancels.
    private static let leastOfSums: Float = 0.7
    /// Times that what is left over is looked at again.
    private static let rounds = 3

    /// Nil where the noise is white as far as can be told, and where the images are not independent of each other.
    static func measured(_ pass: TilePass, _ difference: Difference, threads: Int) throws -> NoiseColour? {
        var pass = pass
        let few = try correlations(pass, difference, fewSamples, threads: threads)
        guard few.mean(0, 0).squareRoot() >= WhiteDifference.leastCalibration, NoiseColour(few, pass.plan) != nil else {
            return nil
        }
        var sums = try correlations(pass, difference, samples, threads: threads)
        let whole = sums.mean(0, 0)
        for _ in 0..<rounds {
            guard let more = NoiseColour(sums, pass.plan) else { break }
            pass.colour = pass.colour?.times(more) ?? more
            sums = try correlations(pass, difference, samples, threads: threads)
        }
        pass.colour?.left *= sums.mean(0, 0) / whole
        return pass.colour
    }

    /// Nil where no lag but 0 has a correlation that is beyond doubt, or sums scatter too little.
    private init?(_ sums: LagSums, _ plan: FourierPlan) {
        let reach = Self.reach
        guard sums[0, 0].pairs >= 20_000 else { return nil }
        let whole = sums.mean(0, 0)
        var image = Image<Float>(width: plan.width, height: plan.height, repeating: 0)
        var isColoured = false
        for y in -reach...reach {
            for x in -reach...reach {
                let value = sums.mean(x, y) / whole
                let error = 1 / sums[x, y].pairs.squareRoot()
                guard abs(value) > Self.usedSigmas * error else { continue }
                let taper = max(0, 1 - Double(x * x + y * y) / Double((reach + 1) * (reach + 1)))
                image[(x + plan.width) % plan.width, (y + plan.height) % plan.height] = Float(value * taper)
                if (x, y) != (0, 0), abs(value) > max(Self.least, Self.leastSigmas * error) { isColoured = true }
            }
        }
        guard isColoured else { return nil }
        power = plan.spectrum(of: image).real.map { max(Self.leastPower, $0) }
        guard ofSums >= Self.leastOfSums else { return nil }
    }

    private func times(_ other: NoiseColour) -> NoiseColour {
        var result = self
        for n in power.indices { result.power[n] = max(Self.leastPower, power[n] * other.power[n]) }
        return result
    }

    private static func correlations(
        _ pass: TilePass, _ difference: Difference, _ most: Int, threads: Int
    ) throws -> LagSums {
        let count = min(most, pass.columns * pass.rows)
        let found = Mutex<[Result<LagSums, any Error>?]>(Array(repeating: nil, count: count))
        concurrently(count, threads: threads) { sample in
            let sums = Result { try LagSums(pass, difference, tile: sample * pass.columns * pass.rows / count, reach) }
            found.withLock { $0[sample] = sums }
        }
        var total = LagSums(reach)
        for sums in found.withLock({ $0 }) { if let sums { total.add(try sums.get()) } }
        return total
    }
}

/// Products of pixels with those beside them, summed.
private struct LagSums {
    private let reach: Int
    private var products: [Double]
    private var pairs: [Double]

    init(_ reach: Int) {
        self.reach = reach
        products = Array(repeating: 0, count: (2 * reach + 1) * (2 * reach + 1))
        pairs = products
    }

    /// Of the blank sky in the core of one tile, in units of its scatter; values beyond 4 of it are left out, and what lies
    /// near a peak: what has changed is no noise.
    init(_ pass: TilePass, _ difference: Difference, tile n: Int, _ reach: Int) throws {
        self.init(reach)
        var room = TileRoom(pass)
        try room.run(n, difference)
        let core = pass.box(n)
        let blank = BlankSky.pixels(core, difference, isColoured: pass.colour != nil)
        let (margin, inner) = (pass.margin, NullVariance.margin)
        let changed = Self.changes(room.significance, core.moved(byX: margin - core.x, y: margin - core.y))
        var values = Image<Float>(width: pass.plan.width, height: pass.plan.height, repeating: 0)
        var counts = values
        for y in 0..<blank.height {
            for x in 0..<blank.width where blank[x, y] && changed[x, y].isEmpty {
                let pull = room.white[x + margin, y + margin] / room.variance[x + inner, y + inner].squareRoot()
                guard abs(pull) < 4 else { continue }
                (values[x, y], counts[x, y]) = (pull, 1)
            }
        }
        products = try sums(values, pass.plan)
        pairs = try sums(counts, pass.plan)
    }

    /// Marks what lies near a peak, by the scatter that the significance has.
    private static func changes(_ significance: Image<Float>, _ box: PixelBox) -> Image<MaskPlanes> {
        let part = significance.cropped(to: box.grown(by: peakReach).intersection(significance.bounds))
        let limit = 4 * max(1, MedianDeviation(of: part.pixels).scatter)
        let marks = part.map { abs($0) > limit ? MaskPlanes.detected : [] }
        let inset = (box.x - max(0, box.x - peakReach), box.y - max(0, box.y - peakReach))
        return marks.grown(byX: peakReach, y: peakReach).cropped(
            to: PixelBox(x: inset.0, y: inset.1, width: box.width, height: box.height))
    }

    /// Pixels about a peak that a source, or its residual, may reach.
    private static let peakReach = 9

    /// The correlation of an image with itself; edges meet beyond the reach.
    private func sums(_ image: Image<Float>, _ plan: FourierPlan) throws -> [Double] {
        let terms = plan.spectrum(of: image)
        var power = terms
        power.become(terms, timesConjugate: terms, 1)
        let result = try plan.image(of: power)
        return (-reach...reach).flatMap { y in
            (-reach...reach).map { x in Double(result[(x + plan.width) % plan.width, (y + plan.height) % plan.height]) }
        }
    }

    subscript(x: Int, y: Int) -> (product: Double, pairs: Double) {
        let n = (y + reach) * (2 * reach + 1) + x + reach
        return (products[n], pairs[n])
    }

    func mean(_ x: Int, _ y: Int) -> Double {
        let sum = self[x, y]
        return sum.pairs >= 1 ? sum.product / sum.pairs : 0
    }

    mutating func add(_ other: LagSums) {
        for n in products.indices {
            products[n] += other.products[n]
            pairs[n] += other.pairs[n]
        }
    }
}
