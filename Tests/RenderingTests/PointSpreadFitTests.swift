import Rendering
import SkyMath
import Testing

/// What fits of a PSF find, and noise that agrees with what was measured.
@Suite struct PointSpreadFitTests {
    private static let psf = PointSpread(fwhm: 4.2)
    private static let side = 61

    private static func fitted(_ pixels: [Double], _ profile: [Double]) -> Double {
        zip(pixels, profile).reduce(0.0) { $0 + $1.0 * $1.1 } / profile.reduce(0.0) { $0 + $1 * $1 }
    }

    @Test(arguments: [2.5, 3.5, 4.5, 6])
    func `effective pixels are 1 by the sum of the squares of the drawn profile`(fwhm: Double) {
        let psf = PointSpread(fwhm: fwhm)
        let sum = psf.image(side: 101).reduce(0.0) { $0 + $1 * $1 }
        #expect(abs(psf.effectivePixels * sum - 1) < 0.005, "\(psf.effectivePixels * sum)")
    }

    @Test func `the flux of each shape is what a fit to its drawn image finds`() {
        let depth = EpochDepth(psf: Self.psf, skyNoise: 0, electronsPerNJy: 0)
        let renderer = StampRenderer(width: Self.side, height: Self.side, science: depth, template: depth)
        let profile = Self.psf.image(side: Self.side)
        let fit = PointSpreadFit(Self.psf)
        let shapes: [StampSource.Shape] = [
            .point, .trail(Trail(length: 3, angle: 20)), .trail(Trail(length: 40, angle: 100)),
            .hit(Trail(length: 1.5, angle: 50)), .hit(Trail(length: 12, angle: 5)),
            .galaxy(SersicProfile(index: 0.5, halfLightRadius: 2, axisRatio: 0.4, angle: 70)),
        ]
        for shape in shapes {
            let source = StampSource(x: 30, y: 30, scienceFlux: 1000, templateFlux: 0, shape: shape)
            let image = renderer.light(of: [source]).still.science.map(Double.init)
            let ratio = Self.fitted(image, profile) / 1000 / fit.flux(of: shape)
            #expect(abs(ratio - 1) < 0.03, "\(shape) \(ratio)")
        }
        let flux = { (shape: StampSource.Shape) in fit.flux(of: shape) }
        #expect(abs(flux(.point) - 1) < 1e-9 && flux(shapes[3]) > 1.2 && flux(shapes[2]) < 0.25)
        let rim = Ring(diameter: 300, hole: 0.6)
        let half = flux(.ring(rim)) * rim.area
        #expect(abs(half - Self.psf.effectivePixels / 2) < 1e-6 * half)
    }

    @Test(arguments: [0.5, 1, 2.5, 4]) func `a fit beside a galaxy finds what it finds in its drawn image`(
        index: Double
    ) {
        let depth = EpochDepth(psf: Self.psf, skyNoise: 0, electronsPerNJy: 0)
        let renderer = StampRenderer(width: Self.side, height: Self.side, science: depth, template: depth)
        let fit = PointSpreadFit(Self.psf)
        let galaxy = StampSource.Shape.galaxy(
            SersicProfile(index: index, halfLightRadius: 5, axisRatio: 0.5, angle: 30))
        for (x, y) in [(0.0, 0.0), (3, 2), (-4, 5), (9, -6)] {
            let place = (x: x, y: y)
            let source = StampSource(
                x: 30 + place.x, y: 30 + place.y, scienceFlux: 1000, templateFlux: 0, shape: galaxy)
            let image = renderer.light(of: [source]).still.science.map(Double.init)
            let found = Self.fitted(image, Self.psf.image(side: Self.side)) / 1000
            let told = fit.flux(of: galaxy, beside: place)
            #expect(abs(found - told) < 0.03 * told + 0.001, "\(x) \(y) \(found) \(told)")
        }
    }

    @Test func `told errors are what fits to the stamps find, and the noise keeps its variance`() {
        let science = EpochDepth(psf: Self.psf, fiveSigmaMagnitude: 24, electronsPerNJy: 0.02)
        let coadd = EpochDepth(psf: PointSpread(fwhm: 3.9), fiveSigmaMagnitude: 25.6, electronsPerNJy: 0.3)
        let renderer = StampRenderer(science: science, template: coadd)
        let (x, y, flux) = (14.3, 15.1, 6000.0)
        let light = renderer.light(of: [StampSource(x: x, y: y, scienceFlux: flux, templateFlux: 0)])
        let psf = Self.psf.image(side: 31, x: x - 15, y: y - 15)
        let profile = (0..<900).map { psf[$0 / 30 * 31 + $0 % 30] }
        let still = light.still
        func fit(_ planes: StampPlanes) -> (flux: Double, error: Double) {
            var (signal, weight) = (0.0, 0.0)
            for index in 0..<900 {
                let scaled = profile[index] / Double(planes.differenceVariance[index])
                signal += scaled * Double(planes.difference[index])
                weight += scaled * profile[index]
            }
            return (signal / weight, 1 / weight.squareRoot())
        }
        let (error, count) = (fit(still).error, 1500)
        var (squares, wide, worst) = ([Double](repeating: 0, count: 900), 0.0, 0.0)
        for number in 0..<count {
            var draws = Draws(seed: 8, UInt64(number))
            let errors = (0.97 * error * draws.normal(), 0.24 * error * draws.normal())
            let told = ToldFluxes(
                x: x, y: y, scienceError: errors.0, templateError: errors.1, differenceFlux: flux + errors.0 - errors.1)
            let planes = renderer.exposed(light, Draws(seed: 9, UInt64(number)), as: told)
            let found = fit(planes).flux
            worst = max(worst, abs(found - (flux + errors.0 - errors.1)) / error)
            wide += (found - flux) * (found - flux) / (error * error) / Double(count)
            for index in 0..<900 {
                #expect(planes.difference[index] == planes.science[index] - planes.matchedTemplate[index])
                let off = Double(planes.difference[index] - still.difference[index])
                squares[index] += off * off / Double(still.differenceVariance[index]) / Double(count)
            }
        }
        #expect(worst < 1e-3 && abs(wide - 1) < 0.1, "\(worst) \(wide)")
        #expect(abs(squares.reduce(0, +) / 900 - 1) < 0.01)
        let middle = squares[15 * 30 + 14]
        #expect(abs(middle - 1) < 0.15, "\(middle)")
    }
}
