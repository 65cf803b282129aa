import Detection
import Imaging
import Testing

@testable import Differencing

@Suite struct ZOGYShapeTests {
    private func moffat(_ fwhm: Double) throws -> Image<Float> {
        try AnalyticPSF(.moffat(beta: 4), fwhm: fwhm).image(atX: 0, y: 0, side: 41, offsetX: 0, offsetY: 0)
    }

    @Test func `a PSF ends where the light of neighbours begins`() throws {
        var psf = try moffat(4)
        #expect(ClearRadius.of(psf, fwhm: 4) == nil)
        for (x, y) in [(1, 20), (39, 20), (20, 2), (20, 38)] { psf[x, y] += 0.01 }
        let radius = try #require(ClearRadius.of(psf, fwhm: 4))
        #expect(radius >= 12 && radius < 18)
        #expect(ClearRadius.of(try moffat(12), fwhm: 12) == nil)
    }

    @Test func `a star that is wider than its model tells by how much`() throws {
        var scene = try moffat(4)
        for n in scene.pixels.indices { scene[n % 41, n / 41] *= 1e4 }
        var difference = scene.map { _ in Float(0) }
        for y in 2..<39 {
            for x in 2..<39 {
                let slopes = starSlopes { scene[x + $0, y + $1] }
                difference[x, y] = 0.03 * slopes[3] - 0.02 * slopes[4] + 0.05 * slopes[5] + 0.01 * slopes[0]
            }
        }
        let shape = try #require(StarShape(difference, scene: scene, gain: 0.01))
        for (own, put) in zip(shape.values, [0.03, -0.02, 0.05]) { #expect(abs(own - put) < 1e-4) }
        #expect(shape.variances.allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test func `a model that is too narrow is corrected by what stars leave`() throws {
        var field = try ZOGYField()
        field.stars = ZOGYField.grid(6, side: 256, seed: 31) { 5e4 + 6e4 * $0.uniform() }
        var (science, template) = try field.inputs()
        let wrong = try AnalyticPSF(.moffat(beta: 4), fwhm: 4.1, axisRatio: 0.93, angle: 20)
        science.psf = wrong
        var match = try StarMatch(ratio: 1)
        match.stars = field.positions
        let corrected = try CorrectedPSF.science(science, template, match, ZOGYField.options, threads: 2)
        for (x, y) in [(60.0, 70.0), (128, 128), (200, 180)] {
            let own = corrected.image(atX: x, y: y, side: 21)
            let (before, truth) = (
                wrong.image(atX: x, y: y, side: 21), field.psfs.science.image(atX: x, y: y, side: 21)
            )
            func distance(_ image: Image<Float>) -> Float {
                zip(image.pixels, truth.pixels).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            }
            #expect(distance(own) < 0.35 * distance(before), "\(distance(own)) \(distance(before))")
        }
        match.stars = []
        let unknown = try CorrectedPSF.science(science, template, match, ZOGYField.options, threads: 2)
        #expect(unknown.image(atX: 60, y: 70, side: 21) == wrong.image(atX: 60, y: 70, side: 21))
    }
}
