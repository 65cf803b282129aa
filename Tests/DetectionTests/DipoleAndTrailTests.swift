import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stamps of difference images with noise.
private struct Scene {
    var field = SyntheticField(61, 61)
    var draws: Draws
    let psf: AnalyticPSF

    init(_ seed: UInt64) throws {
        draws = Draws(seed: seed, 17)
        psf = try AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())
        (field.sigma, field.noise) = (1.7, 3)
    }

    mutating func image() -> MaskedImage {
        let noisy = field.noiseless().map { $0 + Float(3 * draws.normal()) }
        return MaskedImage(image: noisy, variance: 9)
    }
}

@Suite struct DipoleTests {
    @Test func `places, fluxes, separation and angle scatter as their errors say`() throws {
        var scene = try Scene(1)
        var pulls = [String: [Double]]()
        for _ in 0..<25 {
            let (distance, angle) = (3 + 4 * scene.draws.uniform(), 360 * scene.draws.uniform() - 180)
            let (dx, dy) = (distance * cos(angle * .pi / 180) / 2, distance * sin(angle * .pi / 180) / 2)
            let (x, y) = (29 + 2 * scene.draws.uniform(), 29 + 2 * scene.draws.uniform())
            scene.field.stars = [.init(x: x + dx, y: y + dy, flux: 3000), .init(x: x - dx, y: y - dy, flux: -2500)]
            let fit = try #require(DipoleFit(of: scene.image(), psf: scene.psf, nearX: 30, y: 30, side: 25))
            #expect(fit.isSettled && fit.isDipole)
            #expect(abs(fit.chi2 / Double(fit.pixelCount - 6) - 1) < 0.25 && fit.singleChi2 > fit.chi2 + 100)
            pulls["flux", default: []] += [
                (fit.positive.flux - 3000) / fit.positive.fluxError,
                (fit.negative.flux + 2500) / fit.negative.fluxError,
            ]
            pulls["place", default: []] += [
                (fit.positive.x - x - dx) / fit.positive.xError, (fit.negative.y - y + dy) / fit.negative.yError,
            ]
            pulls["separation", default: []].append((fit.separation - distance) / fit.separationError)
            let turn = remainder(fit.angle - angle, 360)
            pulls["angle", default: []].append(turn / fit.angleError)
        }
        for (name, values) in pulls {
            let spread = rms(values)
            #expect(abs(spread - 1) < 0.4, "\(name)")
        }
    }

    @Test func `parts that nearly meet are known by their product, and the errors say so`() throws {
        var scene = try Scene(2)
        scene.field.stars = [.init(x: 30.3, y: 30.1, flux: 9000), .init(x: 29.7, y: 29.9, flux: -9000)]
        let fit = try #require(DipoleFit(of: scene.image(), psf: scene.psf, nearX: 30, y: 30, side: 25))
        #expect(fit.singleChi2 - fit.chi2 > 25)
        #expect(fit.positive.fluxError > 10 * 3 * 6)
        let moment = fit.separation * (fit.positive.flux - fit.negative.flux) / 2
        #expect(abs(moment / (9000 * 0.6325) - 1) < 0.15)
    }

    @Test func `a single source is no dipole`() throws {
        var scene = try Scene(3)
        for flux in [3000.0, -3000, 0] {
            scene.field.stars = [.init(x: 30.2, y: 29.7, flux: flux)]
            for _ in 0..<3 {
                let fit = DipoleFit(of: scene.image(), psf: scene.psf, nearX: 30, y: 30, side: 25)
                #expect(fit?.isDipole != true)
            }
        }
    }

    @Test func `places that are none and images without pixels are answered`() throws {
        let scene = try Scene(4)
        let empty = MaskedImage(image: Image(width: 20, height: 20, repeating: .nan), variance: 1)
        for place in [Double.nan, 1e300, -500, 10] {
            #expect(DipoleFit(of: empty, psf: scene.psf, nearX: place, y: 10) == nil)
            #expect(TrailFit(of: empty, psf: scene.psf, nearX: place, y: 10) == nil)
        }
        let flat = MaskedImage(image: Image(width: 20, height: 20, repeating: 0), variance: 1)
        #expect(DipoleFit(of: flat, psf: scene.psf, nearX: 10, y: 10) == nil)
        #expect(TrailFit(of: flat, psf: scene.psf, nearX: 10, y: 10)?.isTrail != true)
    }
}

@Suite struct TrailTests {
    /// Adds a line of even light to the scene, as points much nearer to each other than the PSF is wide.
    private func line(_ x: Double, _ y: Double, length: Double, angle: Double, flux: Double) -> [SyntheticField.Star] {
        let (c, s) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
        let count = Int(length * 5) + 1
        return (0..<count).map { n in
            let t = length * ((Double(n) + 0.5) / Double(count) - 0.5)
            return .init(x: x + t * c, y: y + t * s, flux: flux / Double(count))
        }
    }

    @Test func `place, length, angle and flux scatter as their errors say`() throws {
        var scene = try Scene(5)
        var pulls = [String: [Double]]()
        for n in 0..<8 {
            let (length, angle) = (8 + 6 * scene.draws.uniform(), 180 * scene.draws.uniform() - 90)
            let (x, y) = (29.5 + scene.draws.uniform(), 29.5 + scene.draws.uniform())
            let flux = n % 2 == 0 ? 6000.0 : -6000
            scene.field.stars = line(x, y, length: length, angle: angle, flux: flux)
            let fit = try #require(TrailFit(of: scene.image(), psf: scene.psf, nearX: 31, y: 29, side: 35, psfSide: 13))
            #expect(fit.isTrail)
            #expect(abs(fit.chi2 / Double(fit.pixelCount - 5) - 1) < 0.15)
            pulls["flux", default: []].append((fit.flux - flux) / fit.fluxError)
            pulls["place", default: []] += [
                (fit.position.x - x) / fit.position.xError, (fit.position.y - y) / fit.position.yError,
            ]
            pulls["length", default: []].append((fit.length - length) / fit.lengthError)
            pulls["angle", default: []].append(remainder(fit.angle - angle, 180) / fit.angleError)
        }
        for (name, values) in pulls {
            let spread = rms(values)
            #expect(abs(spread - 1) < 0.75, "\(name)")
        }
    }

    @Test func `a star is no trail`() throws {
        var scene = try Scene(6)
        scene.field.stars = [.init(x: 30.2, y: 29.8, flux: 5000)]
        for _ in 0..<2 {
            let fit = TrailFit(of: scene.image(), psf: scene.psf, nearX: 30, y: 30, side: 25, psfSide: 13)
            #expect(fit?.isTrail != true)
        }
    }
}
