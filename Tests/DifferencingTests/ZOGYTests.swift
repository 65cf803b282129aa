import Detection
import Imaging
import Testing

@testable import Differencing

@Suite struct ZOGYTests {
    /// The mean product of pixels with those (dx, dy) away, by the mean square; 8 pixels at each edge left out.
    private func correlation(_ image: Image<Float>, _ dx: Int, _ dy: Int) -> Double {
        var (products, squares) = (0.0, 0.0)
        for y in 8..<image.height - 8 {
            for x in 8..<image.width - 8 {
                products += Double(image[x, y] * image[x + dx, y + dy])
                squares += Double(image[x, y] * image[x, y])
            }
        }
        return products / squares
    }

    @Test(arguments: [(4.2, 3.2), (3.0, 4.6), (3.5, 3.5)])
    func `noise of the difference is white and has the variance 1`(fwhm: (Double, Double)) throws {
        var field = try ZOGYField(fwhm: fwhm.0, fwhm.1)
        field.ratio = 1.4
        let made = try field.difference()
        let inner = made.image.image.cropped(to: PixelBox(x: 8, y: 8, width: 240, height: 240))
        let variance = inner.pixels.reduce(0.0) { $0 + Double($1 * $1) } / Double(inner.pixels.count)
        #expect(abs(variance - 1) < 0.02)
        for (dx, dy) in [(1, 0), (0, 1), (1, 1), (2, 0), (-1, 1), (5, 3)] {
            #expect(abs(correlation(made.image.image, dx, dy)) < 0.02)
        }
        #expect(abs(made.pixelCalibration - 1) < 0.02)
        #expect(abs(made.scoreCalibration - 1) < 0.08)
        // The score is smooth over some 40 pixels, so that there are 1,400 independent ones: their scatter is known to 1.9 %,
        // and the median deviation that it was divided by to 3.1 %.
        #expect(abs(scatter(made.significance.pixels.filter { $0 != 0 }) - 1) < 0.07)
        #expect(abs(made.scoreCalibration * scatter(made.significance.pixels.filter { $0 != 0 }) - 1) < 0.06)
    }

    @Test func `with equal PSFs it is the plain difference, and the score of a source the closed form`() throws {
        var field = try ZOGYField()
        let gaussian = try AnalyticPSF(.gaussian, fwhm: 4)
        (field.psfs, field.ratio) = ((gaussian, gaussian), 1.6)
        field.new = [(x: 60, y: 70, flux: 3000)]
        let (science, template) = try field.images()
        let made = try field.difference()
        let sky = 100 + 36 * 1.6 * 1.6
        for (x, y) in [(60, 70), (20, 100), (127, 128), (128, 127), (200, 31)] {
            let plain = (science[x, y] - 1.6 * template[x, y]) / Float(sky.squareRoot())
            #expect(abs(made.image.image[x, y] - plain) < 2e-3 * max(1, abs(plain)))
        }
        // The squares of a Gaussian of sigma s, averaged over pixels, have the sum 1 / (4 pi (s^2 + 1 / 12)).
        let sigma2 = 4 * 4 / (8 * 0.693_147_180_559_945_3) + 1.0 / 12
        let squares = 1 / (4 * Double.pi * sigma2)
        let terms = made.terms(atX: 60, y: 70)
        #expect(abs(terms.zeroPoint / (1.6 / sky.squareRoot()) - 1) < 1e-6)
        #expect(abs(terms.scoreZeroPoint / (1.6 * 1.6 / sky * squares) - 1) < 2e-3)
        #expect(abs(Double(made.score[60, 70]) - 3000 / terms.fluxNoise) < 4)
    }

    @Test func `without noise a source has the score, the flux and the profile that are promised`() throws {
        var field = try ZOGYField()
        field.ratio = 1.3
        field.new = [(x: 90.3, y: 101.6, flux: 5000)]
        let plain = try ZOGYField().psfs
        let inputs = try {
            var dark = field
            dark.noise = (0, 0)
            let (science, template) = try dark.images()
            let empty = Image<MaskPlanes>(width: 256, height: 256, repeating: [])
            let models = (VarianceModel(sky: 100, gain: 0), VarianceModel(sky: 36, gain: 0))
            return (
                try ProperImage(
                    MatchingImage(image: science, mask: empty, variance: models.0), psf: plain.science),
                try ProperImage(
                    MatchingImage(image: template, mask: empty, variance: models.1), psf: plain.template)
            )
        }()
        let made = try ProperDifference(
            science: inputs.0, template: inputs.1, match: StarMatch(ratio: 1.3), options: ZOGYField.options)
        let terms = made.terms(atX: 90, y: 101)
        let found = try #require(made.detections(above: 20).first)
        #expect(made.detections(above: 20).count == 1)
        #expect(abs(found.x - 90.3) < 0.03 && abs(found.y - 101.6) < 0.03)
        #expect(abs(found.flux / 5000 - 1) < 0.005)
        #expect(abs(found.significance / (5000 / terms.fluxNoise) - 1) < 0.005)
        #expect(abs(found.fluxError / terms.fluxNoise - 1) < 0.05)
        let profile = made.psf.image(atX: 90, y: 101, side: 41, offsetX: 0.3, offsetY: -0.4)
        for (x, y) in [(90, 102), (92, 100), (86, 105)] {
            let expected = 5000 * terms.zeroPoint * Double(profile[x - 90 + 20, y - 102 + 20])
            #expect(abs(Double(made.image.image[x, y]) - expected) < 0.02 * 5000 * terms.zeroPoint * 0.05)
        }
    }

    @Test func `fluxes have no bias and the errors given`() throws {
        var field = try ZOGYField()
        (field.ratio, field.side) = (0.8, 384)
        field.new = ZOGYField.grid(7, side: 384, seed: 3) { 6000 + 4000 * $0.uniform() }
        let between = ZOGYField.grid(7, side: 384, seed: 4) { 6000 + 4000 * $0.uniform() }
        field.gone = between.map { (x: $0.x + 27, y: $0.y + 27, flux: $0.flux) }.filter { max($0.x, $0.y) < 370 }
        let found = try field.difference().detections(above: 8)
        #expect(found.count == field.new.count + field.gone.count)
        var (ratios, squares) = (0.0, 0.0)
        for (source, sign) in field.new.map({ ($0, 1.0) }) + field.gone.map({ ($0, -1.0) }) {
            let own = try #require(found.first { abs($0.x - source.x) < 1 && abs($0.y - source.y) < 1 })
            ratios += sign * own.flux / source.flux / Double(found.count)
            let pull = (own.flux - sign * source.flux) / own.fluxError
            squares += pull * pull / Double(found.count)
        }
        #expect(abs(ratios - 1) < 0.01)
        #expect(squares > 0.5 && squares < 1.6, "\(squares)")
    }

    @Test func `an image less itself is nothing`() throws {
        var field = try ZOGYField(fwhm: 3.2, 3.2)
        field.psfs.science = field.psfs.template
        field.stars = ZOGYField.grid(6, side: 256, seed: 5) { 1e4 + 1e5 * $0.uniform() }
        let (science, _) = try field.inputs()
        let made = try ProperDifference(
            science: science, template: science, match: StarMatch(ratio: 1), options: ZOGYField.options)
        #expect(made.image.image.pixels.allSatisfy { abs($0) < 0.02 })
        #expect(made.score.pixels.allSatisfy { abs($0) < 0.05 })
        #expect(made.detections(above: 2).isEmpty)
    }

    @Test func `an unchanged field shows nothing, whatever the seeing, flux ratio and shift`() throws {
        var field = try ZOGYField()
        (field.ratio, field.shift, field.jitter) = (1.25, (0.3, -0.2), 0.01)
        field.stars = ZOGYField.grid(6, side: 256, seed: 6) { 1e4 + 6e4 * $0.uniform() }
        let match = try field.match()
        #expect(try field.difference(match).detections(above: 5).isEmpty)
    }

    @Test func `exchanging the images changes the sign`() throws {
        var field = try ZOGYField()
        (field.ratio, field.gains) = (1.5, (1, 0.5))
        field.stars = ZOGYField.grid(5, side: 256, seed: 7) { 1e4 + 1e5 * $0.uniform() }
        let (science, template) = try field.inputs()
        let one = try ProperDifference(
            science: science, template: template,
            match: StarMatch(ratio: 1.5, sigmaX: 0.05, sigmaY: 0.03, sigmaRatio: 0.01), options: ZOGYField.options)
        let other = try ProperDifference(
            science: template, template: science,
            match: StarMatch(ratio: 1 / 1.5, sigmaX: 0.05, sigmaY: 0.03, sigmaRatio: 0.01),
            options: ZOGYField.options)
        // What blank sky scatters is looked at where the template is dark, which is another image each time.
        func uncalibrated(_ made: ProperDifference) -> Image<Float> {
            made.significance.map { $0 * Float(made.scoreCalibration) }
        }
        for (a, b) in [
            (one.image.image, other.image.image), (one.score, other.score), (uncalibrated(one), uncalibrated(other)),
        ] {
            let furthest = zip(a.pixels, b.pixels).reduce(Float(0)) { max($0, abs($1.0 + $1.1)) }
            #expect(furthest < 0.02)
            let isLit = a.pixels.contains { abs($0) > 3 }
            #expect(isLit)
        }
    }

    @Test func `one and two threads make the same`() throws {
        var field = try ZOGYField()
        field.stars = ZOGYField.grid(5, side: 256, seed: 8) { 1e4 + 1e5 * $0.uniform() }
        let match = try field.match()
        let (one, two) = (try field.difference(match, threads: 1), try field.difference(match, threads: 2))
        let isSame = one.image == two.image && one.significance == two.significance && one.scene == two.scene
        #expect(isSame)
        #expect(one.detections(above: 3) == two.detections(above: 3))
    }
}
