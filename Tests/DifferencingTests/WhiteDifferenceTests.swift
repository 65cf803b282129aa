import Imaging
import Testing

@testable import Differencing

@Suite struct WhiteDifferenceTests {
    typealias Source = (x: Double, y: Double, flux: Double)

    struct Made {
        let synthetic: SyntheticPair
        let white: WhiteDifference

        init(_ synthetic: SyntheticPair, threads: Int = 2) throws {
            self.synthetic = synthetic
            let (pair, field) = (try synthetic.pair(), try synthetic.fit(threads: threads).field)
            let difference = try Difference(pair, kernel: field, threads: threads)
            white = try WhiteDifference(
                difference, kernel: field, psf: SyntheticPair.wide.model, options: SyntheticPair.tiles,
                threads: threads)
        }

        /// Pixels away from stars and edges.
        var blank: [(x: Int, y: Int)] {
            (0..<256 * 256).map { (x: $0 % 256, y: $0 / 256) }.filter { p in
                min(p.x, p.y) >= 8 && max(p.x, p.y) < 248
                    && !synthetic.stars.contains { abs($0.x - p.x) < 9 && abs($0.y - p.y) < 9 }
            }
        }

        func pull(_ x: Int, _ y: Int) -> Float { white.image.image[x, y] / white.image.variance[x, y].squareRoot() }
    }

    @Test(arguments: [ConvolvedImage.template, .science])
    func `noise of blank sky has the variance given and no correlation`(convolved: ConvolvedImage) throws {
        let skies = convolved == .template ? (100.0, 60.0) : (25.0, 100.0)
        let made = try Made(SyntheticPair(seed: 15, convolving: convolved, scale: 1.2, skies: skies))
        let blank = made.blank
        #expect(abs(scatter(blank.map { made.pull($0.x, $0.y) }) - 1) < 0.03)
        #expect(abs(scatter(blank.map { made.white.significance[$0.x, $0.y] }) - 1) < 0.05)
        let products = blank.reduce((own: 0.0, beside: 0.0, above: 0.0)) { sum, p in
            let value = Double(made.pull(p.x, p.y))
            return (
                sum.own + value * value, sum.beside + value * Double(made.pull(p.x + 1, p.y)),
                sum.above + value * Double(made.pull(p.x, p.y + 1))
            )
        }
        #expect(abs(products.beside / products.own) < 0.03)
        #expect(abs(products.above / products.own) < 0.03)
        #expect(abs(made.white.pixelCalibration - 1) < 0.04)
        #expect(abs(made.white.significanceCalibration - 1) < 0.04)
    }

    @Test(arguments: [ConvolvedImage.template, .science])
    func `noise that is correlated in an image is white in the difference`(convolved: ConvolvedImage) throws {
        let made = try Made(
            SyntheticPair(
                seed: 19, convolving: convolved, scale: 1.2, skies: (100, 200), isWarped: true,
                transients: [(x: 130, y: 90, flux: 4000)]))
        let (own, beside, above, across) = made.blank.reduce((0.0, 0.0, 0.0, 0.0)) { sum, p in
            let value = Double(made.pull(p.x, p.y))
            return (
                sum.0 + value * value, sum.1 + value * Double(made.pull(p.x + 1, p.y)),
                sum.2 + value * Double(made.pull(p.x, p.y + 1)), sum.3 + value * Double(made.pull(p.x + 1, p.y + 1))
            )
        }
        // Of 0.2 and more; what has no power, as the mean of four pixels at the highest frequencies, cannot be made white.
        for sum in [beside, above, across] { #expect(abs(sum / own) < 0.06) }
        #expect(abs(scatter(made.blank.map { made.pull($0.x, $0.y) }) - 1) < 0.03)
        #expect(abs(scatter(made.blank.map { made.white.significance[$0.x, $0.y] }) - 1) < 0.06)
        let found = flux(made, (x: 130, y: 90, flux: 4000))
        #expect(abs(found.flux - 4000) < 3 * found.error)
    }

    @Test func `many faint new sources are not taken for correlated noise`() throws {
        var places: [Source] = []
        for n in 0..<64 { places.append((x: Double(23 + n % 8 * 30), y: Double(20 + n / 8 * 30), flux: 800)) }
        func colour(_ synthetic: SyntheticPair) throws -> NoiseColour? {
            let (pair, field) = (try synthetic.pair(), try synthetic.fit().field)
            let difference = try Difference(pair, kernel: field)
            let pass = try TilePass(difference, field, SyntheticPair.wide.model, SyntheticPair.tiles)
            return try NoiseColour.measured(pass, difference, threads: 2)
        }
        #expect(try colour(SyntheticPair(seed: 20, transients: places)) == nil)
        let warped = SyntheticPair(seed: 20, skies: (100, 200), isWarped: true, transients: places)
        let sums = try #require(try colour(warped)).ofSums
        #expect((1.2...3).contains(sums), "\(sums)")
    }

    @Test func `two images of an unchanged field show nothing`() throws {
        let made = try Made(SyntheticPair(seed: 16))
        #expect(made.white.significance.pixels.allSatisfy { abs($0) < 6 })
        let onStars = made.synthetic.stars.map { made.pull($0.x, $0.y) }
        #expect(scatter(onStars) < 2)
    }

    @Test(arguments: [ConvolvedImage.template, .science])
    func `fluxes of new sources are found within their errors`(convolved: ConvolvedImage) throws {
        var places: [Source] = []
        for n in 0..<16 {
            places.append((x: Double(40 + n % 4 * 59), y: Double(40 + n / 4 * 59), flux: n % 3 == 0 ? -4000 : 4000))
        }
        let made = try Made(SyntheticPair(seed: 17, convolving: convolved, scale: 1.3, transients: places))
        var (sum, squares) = (0.0, 0.0)
        for place in places {
            let found = flux(made, place)
            let pull: Double = (found.flux - place.flux) / found.error
            sum += found.flux / place.flux / 16
            squares += pull * pull / 16
            let significance = made.white.significance[Int(place.x), Int(place.y)]
            #expect(significance * (place.flux > 0 ? 1 : -1) > 10)
        }
        #expect(abs(sum - 1) < 0.03)
        #expect(squares < 3)
    }

    /// The flux of a source in the difference, by a fit of its PSF to 15 x 15 pixels.
    private func flux(_ made: Made, _ place: Source) -> (flux: Double, error: Double) {
        let whole = made.white.psf.image(atX: place.x, y: place.y, side: 25)
        let (x, y) = (Int(place.x), Int(place.y))
        var (products, norm) = (0.0, 0.0)
        for j in -7...7 {
            for i in -7...7 {
                let p = Double(whole[12 + i, 12 + j])
                products += p * Double(made.white.image.image[x + i, y + j])
                norm += p * p
            }
        }
        return (products / norm, (Double(made.white.image.variance[x, y]) / norm).squareRoot())
    }

    @Test func `one and two threads make the same images`() throws {
        let synthetic = SyntheticPair(seed: 18)
        let (one, two) = (try Made(synthetic, threads: 1).white, try Made(synthetic, threads: 2).white)
        #expect(one.image == two.image)
        #expect(one.significance == two.significance)
        #expect(one.scene == two.scene)
    }

    @Test func `tiles that cannot be transformed are refused`() throws {
        let synthetic = SyntheticPair(seed: 19)
        let (pair, field) = (try synthetic.pair(), try synthetic.fit().field)
        let difference = try Difference(pair, kernel: field)
        for (size, core) in [(0, 0), (256, 250), (94, 30), (616, 512)] {
            var tiles = TileOptions()
            (tiles.size, tiles.core) = (size, core)
            #expect(throws: (any Error).self) {
                try WhiteDifference(
                    difference, kernel: field, psf: SyntheticPair.wide.model, options: tiles)
            }
        }
    }
}
