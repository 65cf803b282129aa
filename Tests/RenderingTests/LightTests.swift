import Rendering
import SkyMath
import Testing

@Suite struct LightTests {
    static func total(_ source: StampSource, side: Int, fwhm: Double = 4) -> Double {
        let depth = EpochDepth(psf: PointSpread(fwhm: fwhm, beta: 4.765), skyNoise: 1, electronsPerNJy: 1)
        let planes = StampRenderer(width: side, height: side, science: depth, template: depth).light(of: [source]).still
        return planes.science.reduce(0) { $0 + Double($1) }
    }

    @Test(arguments: [0.0, 0.13, 0.5, 0.77])
    func `a stamp holds all the flux of a point wherever it lies in its pixel`(offset: Double) {
        let source = StampSource(x: 50 + offset, y: 50 - offset, scienceFlux: 1000, templateFlux: 0)
        #expect(abs(Self.total(source, side: 101) - 1000) < 1)
    }

    @Test func `a galaxy and a trail keep their flux`() {
        let profile = SersicProfile(index: 1, halfLightRadius: 4, axisRatio: 0.4, angle: 70)
        let galaxy = StampSource(x: 50, y: 50, scienceFlux: 1000, templateFlux: 1000, shape: .galaxy(profile))
        #expect(abs(Self.total(galaxy, side: 101) - 1000) < 1)
        let trail = Trail(length: 25, angle: 33)
        let asteroid = StampSource(x: 50, y: 50, scienceFlux: 1000, templateFlux: 0, shape: .trail(trail))
        #expect(abs(Self.total(asteroid, side: 101) - 1000) < 1)
    }

    @Test func `an aperture holds the share of a Moffat profile that the formula gives`() {
        let psf = PointSpread(fwhm: 5)
        let image = psf.image(side: 61)
        for radius in [6.0, 10, 20] {
            var inside = 0.0
            for index in image.indices {
                let (x, y) = (Double(index % 61 - 30), Double(index / 61 - 30))
                if (x * x + y * y).squareRoot() <= radius { inside += image[index] }
            }
            #expect(abs(inside - psf.enclosedFlux(within: radius)) < 0.01, "\(radius): \(inside)")
        }
    }

    @Test(arguments: [0.5, 1, 2.5, 4, 6])
    func `half of a galaxy's flux lies within its half-light radius`(index: Double) {
        let profile = SersicProfile(index: index, halfLightRadius: 12)
        let depth = EpochDepth(psf: PointSpread(fwhm: 1.3), skyNoise: 1, electronsPerNJy: 1)
        let source = StampSource(x: 20, y: 20, scienceFlux: 1, templateFlux: 1, shape: .galaxy(profile))
        let renderer = StampRenderer(width: 41, height: 41, science: depth, template: depth)
        let pixels = renderer.light(of: [source]).still.science
        var inside = 0.0
        for index in pixels.indices {
            let (x, y) = (Double(index % 41 - 20), Double(index / 41 - 20))
            if x * x + y * y <= 144 { inside += Double(pixels[index]) }
        }
        #expect(abs(inside - 0.5) < 0.03, "\(inside)")
    }

    @Test func `no number a caller can give makes a pixel that is not finite`() {
        let odd: [Double] = [.nan, .infinity, -.infinity, 0, -1, 1e300, 1e-300, 12.5]
        for (number, a) in odd.enumerated() {
            let b = odd[(number * 3 + 1) % 8]
            let c = odd[(number * 5 + 2) % 8]
            let psf = PointSpread(fwhm: min(a, 100), beta: b, axisRatio: c, angle: a)
            let depth = EpochDepth(psf: psf, skyNoise: b, electronsPerNJy: c)
            let profile = SersicProfile(index: c, halfLightRadius: b, axisRatio: a, angle: b)
            let sources = [
                StampSource(x: a, y: 5, scienceFlux: 10, templateFlux: 10, shape: .galaxy(profile)),
                StampSource(x: 5, y: b, scienceFlux: c, templateFlux: a),
                StampSource(x: 5, y: 5, scienceFlux: 9, templateFlux: 0, shape: .trail(Trail(length: b, angle: c))),
            ]
            let renderer = StampRenderer(width: 9, height: 9, science: depth, template: depth)
            let planes = renderer.render(sources, draws: Draws(seed: 1, UInt64(number)))
            #expect(planes.difference.allSatisfy { $0.isFinite }, "\(a) \(b) \(c)")
            #expect(planes.differenceVariance.allSatisfy { $0.isFinite && $0 >= 0 }, "\(a) \(b) \(c)")
        }
    }
}
