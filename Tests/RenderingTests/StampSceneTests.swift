import Rendering
import SkyMath
import Testing

@Suite struct StampSceneTests {
    static let visit = EpochDepth(
        psf: PointSpread(fwhm: 4.1), fiveSigmaMagnitude: 24.0, electronsPerNJy: 0.02)
    static let coadd = EpochDepth(
        psf: PointSpread(fwhm: 3.6), fiveSigmaMagnitude: 25.5, electronsPerNJy: 0.3)
    static let renderer = StampRenderer(science: visit, template: coadd)
    static let host = SersicProfile(index: 2.2, halfLightRadius: 5, axisRatio: 0.6, angle: 30)

    static func scene(_ flux: Double) -> [StampSource] {
        [
            StampSource(x: 14.6, y: 14.2, scienceFlux: flux, templateFlux: 0),
            StampSource(x: 16.1, y: 13.8, scienceFlux: 20_000, templateFlux: 20_000, shape: .galaxy(host)),
            StampSource(x: 4.2, y: 22.3, scienceFlux: 9_000, templateFlux: 7_000),
        ]
    }

    @Test func `the difference is the science image less the matched template, pixel by pixel`() {
        let planes = Self.renderer.render(Self.scene(5_000), draws: Draws(seed: 3, 1))
        for index in planes.difference.indices {
            #expect(planes.difference[index] == planes.science[index] - planes.matchedTemplate[index])
            #expect(
                planes.differenceVariance[index] == planes.scienceVariance[index] + planes.templateVariance[index])
        }
    }

    @Test func `the same draws give the same pixels and others do not`() {
        let first = Self.renderer.render(Self.scene(5_000), draws: Draws(seed: 3, 1))
        #expect(first == Self.renderer.render(Self.scene(5_000), draws: Draws(seed: 3, 1)))
        #expect(first != Self.renderer.render(Self.scene(5_000), draws: Draws(seed: 3, 2)))
    }

    @Test func `a fit of the point spread function gives back the flux and its error`() {
        let psf = Self.visit.psf.image(side: 31, x: -0.4, y: -0.8)
        let profile = (0..<900).map { (pixel: Int) -> Double in psf[pixel / 30 * 31 + pixel % 30] }
        let light = Self.renderer.light(of: Self.scene(5_000))
        let pulls = (0..<2000).map { number -> Double in
            let planes = light.exposed(Draws(seed: 11, UInt64(number)))
            var (signal, weight) = (0.0, 0.0)
            for (index, value) in profile.enumerated() {
                let inverse = 1 / Double(planes.differenceVariance[index])
                signal += value * Double(planes.difference[index]) * inverse
                weight += value * value * inverse
            }
            return (signal / weight - 5_000) * weight.squareRoot()
        }
        let (mean, sigma) = moments(pulls)
        #expect(abs(mean) < 0.07, "mean \(mean)")
        #expect(abs(sigma - 1) < 0.05, "sigma \(sigma)")
    }

    @Test func `the variance planes are the variances of the pixels`() {
        let count = 300
        let light = Self.renderer.light(of: Self.scene(5_000))
        let still = light.still
        var squares = Array(repeating: 0.0, count: 900)
        for number in 0..<count {
            let planes = light.exposed(Draws(seed: 12, UInt64(number)))
            for index in 0..<900 {
                let error = Double(planes.difference[index] - still.difference[index])
                squares[index] += error * error / Double(still.differenceVariance[index])
            }
        }
        let ratios = squares.map { $0 / Double(count) }
        #expect(abs(ratios.reduce(0, +) / 900 - 1) < 0.01)
        #expect(ratios.allSatisfy { abs($0 - 1) < 0.45 })
    }
}
