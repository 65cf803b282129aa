import Detection
import Imaging
import SkyMath
import Testing

@Suite struct ApertureTests {
    @Test func `a circle on a flat image has its area, wherever it lies`() {
        let image = MaskedImage(image: Image(width: 60, height: 60, repeating: 2), variance: 4)
        var draws = Draws(seed: 2, 6)
        for _ in 0..<500 {
            let (x, y, r) = (20 + 20 * draws.uniform(), 20 + 20 * draws.uniform(), 0.05 + 15 * draws.uniform())
            let aperture = ApertureFlux(of: image, x: x, y: y, radius: r)
            #expect(abs(aperture.area / (.pi * r * r) - 1) < 1e-9)
            #expect(abs(aperture.flux - 2 * aperture.area) < 1e-9 && abs(aperture.coverage - 1) < 1e-9)
        }
        let single = ApertureFlux(of: image, x: 20, y: 20, radius: 0.4)
        #expect(abs(single.error - 2 * single.area) < 1e-9)
        #expect(ApertureFlux(of: image, x: 20, y: 20, radius: 0).area == 0)
        #expect(ApertureFlux(of: image, x: .nan, y: 20, radius: 3).area == 0)
        #expect(abs(ApertureFlux(of: image, x: -0.5, y: 30, radius: 6).coverage - 0.5) < 1e-9)
    }

    @Test func `a rim pixel counts by the area inside the circle`() {
        var image = Image<Float>(width: 21, height: 21, repeating: 0)
        image[13, 12] = 1
        let flux = ApertureFlux(of: MaskedImage(image: image, variance: 1), x: 10.2, y: 10.1, radius: 3.5).flux
        var inside = 0
        for n in 0..<1_000_000 {
            let (dx, dy) = (
                12.5 + (Double(n % 1000) + 0.5) / 1000 - 10.2, 11.5 + (Double(n / 1000) + 0.5) / 1000 - 10.1
            )
            inside += dx * dx + dy * dy < 12.25 ? 1 : 0
        }
        #expect(abs(flux - Double(inside) / 1e6) < 2e-5)
        #expect(flux > 0.3 && flux < 0.9)
    }

    @Test func `unusable pixels are left out and said to be`() {
        var image = MaskedImage(image: Image(width: 30, height: 30, repeating: 1), variance: 1)
        image.mask[15, 15] = .cosmicRay
        image.image[15, 15] = 1e6
        image.image[14, 15] = .nan
        let aperture = ApertureFlux(of: image, x: 15, y: 15, radius: 5)
        #expect(abs(aperture.flux - (.pi * 25 - 2)) < 1e-9)
        #expect(abs(aperture.coverage - (1 - 2 / (.pi * 25))) < 1e-9)
    }
}

@Suite struct ForcedPhotometryTests {
    @Test func `fluxes have no bias and the scatter of their errors`() throws {
        var field = SyntheticField.grid(700, spacing: 28, fluxes: 100...20_000)
        (field.gain, field.sigma, field.noise) = (1, 1.7, 20)
        var image = try field.masked()
        let psf = try AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())
        let places = field.stars.map { ($0.x, $0.y) }
        for hasOwnNoise in [true, false] {
            if !hasOwnNoise { image.variance = image.variance.map { _ in 400 } }
            let photometry = ForcedPhotometry(image: image, psf: psf, side: 17, gain: hasOwnNoise ? 0 : 1)
            let fluxes = photometry.fluxes(at: places, threads: 2)
            let pulls = zip(fluxes, field.stars).map { ($0.flux - $1.flux) / $0.error }
            #expect(abs(pulls.reduce(0, +) / Double(pulls.count)) < 0.12)
            #expect(abs(rms(pulls) - 1) < 0.07)
            #expect(fluxes == photometry.fluxes(at: places, threads: 1))
            #expect(fluxes.allSatisfy { $0.coverage == 1 && abs($0.reducedChi2 - 1) < 0.4 } || !hasOwnNoise)
        }
    }

    @Test func `masked pixels and edges take weight, not flux`() throws {
        var field = SyntheticField(60, 60)
        field.stars = [.init(x: 30.4, y: 29.7, flux: 5000), .init(x: 0.2, y: 40, flux: 5000)]
        (field.sigma, field.noise) = (1.7, 1)
        var image = try field.masked()
        image.mask[31, 30] = .bad
        image.image[31, 30] = .nan
        let psf = try AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())
        let photometry = ForcedPhotometry(image: image, psf: psf)
        for star in field.stars {
            let fit = photometry.flux(atX: star.x, y: star.y)
            #expect(abs(fit.flux - 5000) < 4 * fit.error + 10)
            #expect(fit.coverage < 0.95 && fit.coverage > 0.4)
        }
        let outside = photometry.flux(atX: -500, y: 3)
        #expect(outside.flux.isNaN && outside.coverage == 0)
        #expect(photometry.flux(atX: .nan, y: 3).flux.isNaN)
    }
}

@Suite struct PSFFitTests {
    @Test func `places and fluxes scatter as their errors say`() throws {
        var field = SyntheticField.grid(500, spacing: 30, fluxes: 1500...50_000)
        (field.gain, field.sigma, field.noise) = (1, 1.7, 10)
        let image = try field.masked()
        let psf = try AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())
        var (places, fluxes) = ([Double](), [Double]())
        for star in field.stars {
            let fit = PSFFit(of: image, psf: psf, nearX: star.x + 0.4, y: star.y - 0.6, side: 15)
            #expect(fit.isSettled)
            places += [(fit.x - star.x) / fit.xError, (fit.y - star.y) / fit.yError]
            fluxes.append((fit.flux - star.flux) / fit.fluxError)
        }
        #expect(abs(rms(places) - 1) < 0.1)
        #expect(abs(rms(fluxes) - 1) < 0.12)
        #expect(abs(places.reduce(0, +) / Double(places.count)) < 0.15)
    }

    @Test func `a source that is negative is fitted, one that is not there does not settle or says little`() throws {
        var field = SyntheticField(50, 50)
        (field.sigma, field.noise) = (1.7, 1)
        field.stars = [.init(x: 25.3, y: 24.8, flux: -3000)]
        let psf = try AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())
        let fit = PSFFit(of: try field.masked(), psf: psf, nearX: 25, y: 25)
        #expect(fit.isSettled && abs(fit.flux + 3000) < 5 * fit.fluxError && abs(fit.x - 25.3) < 0.02)
        field.stars = []
        let empty = PSFFit(of: try field.masked(), psf: psf, nearX: 25, y: 25)
        #expect(!empty.isSettled || abs(empty.flux) < 5 * empty.fluxError)
        #expect(!PSFFit(of: try field.masked(), psf: psf, nearX: -80, y: 25).isSettled)
        #expect(PSFFit(of: try field.masked(), psf: psf, nearX: .nan, y: 25).flux.isNaN)
    }
}
