import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct DeblendingTests {
    private let fwhm = 2.354_82 * 1.7
    private func psf() throws -> AnalyticPSF {
        try AnalyticPSF(.gaussian, fwhm: 2.354_82 * (1.7 * 1.7 - 1.0 / 12).squareRoot())
    }

    /// Pairs of stars `distance` apart in all directions, the second `ratio` times as bright.
    private func pairs(_ distance: Double, ratio: Double, flux: Double = 20_000) -> SyntheticField {
        var field = SyntheticField(236, 236)
        (field.sigma, field.noise) = (1.7, 5)
        var draws = Draws(seed: 21, 3)
        for y in stride(from: 40.0, to: 220, by: 48) {
            for x in stride(from: 40.0, to: 220, by: 48) {
                let (x, y, angle) = (x + draws.uniform(), y + draws.uniform(), 6.28 * draws.uniform())
                field.stars.append(.init(x: x, y: y, flux: flux))
                field.stars.append(
                    .init(x: x + distance * cos(angle), y: y + distance * sin(angle), flux: ratio * flux))
            }
        }
        return field
    }

    private func nearest(_ sources: [Source], _ star: SyntheticField.Star) -> Source? {
        sources.min { distance($0, star) < distance($1, star) }.flatMap { distance($0, star) < 1 ? $0 : nil }
    }

    private func distance(_ source: Source, _ star: SyntheticField.Star) -> Double {
        let (dx, dy) = (source.position.x - star.x, source.position.y - star.y)
        return (dx * dx + dy * dy).squareRoot()
    }

    @Test(arguments: [1.0, 0.5, 0.35])
    func `stars 1.5 FWHM apart have their fluxes within 3 %`(ratio: Double) throws {
        let field = pairs(1.5 * fwhm, ratio: ratio)
        let catalogue = try SourceCatalogue(of: field.masked(), psf: psf())
        #expect(catalogue.sources.count == field.stars.count)
        for star in field.stars {
            let source = nearest(catalogue.sources, star)
            let (psf, kron) = (source?.psf?.flux ?? 0, source?.kron?.flux ?? 0)
            let isBlended = source?.flags.contains(.blended) == true
            let (ratio, kronRatio) = (psf / star.flux, kron / star.flux)
            #expect(abs(ratio - 1) < 0.03)
            #expect(abs(kronRatio - 1) < 0.06)
            #expect(isBlended)
        }
    }

    @Test func `without a PSF the fluxes of a pair are right within 5 %`() throws {
        let field = pairs(1.5 * fwhm, ratio: 0.6)
        let catalogue = try SourceCatalogue(of: field.masked())
        #expect(catalogue.sources.count == field.stars.count)
        for star in field.stars {
            let source = nearest(catalogue.sources, star)
            let (flux, hasPSF) = (source?.apertures[1].flux ?? 0, source?.psf != nil)
            let ratio = flux / star.flux
            #expect(abs(ratio - 1) < 0.05)
            #expect(!hasPSF)
        }
    }

    @Test func `fluxes fitted together scatter as their errors say`() throws {
        let field = pairs(1.2 * fwhm, ratio: 0.5, flux: 6000)
        let image = try field.masked()
        var pulls = [Double]()
        for n in stride(from: 0, to: field.stars.count, by: 2) {
            let pair = field.stars[n..<n + 2]
            let fits = PSFFit.together(of: image, psf: try psf(), near: pair.map { ($0.x + 0.3, $0.y - 0.2) })
            for (fit, star) in zip(fits, pair) {
                #expect(fit.isSettled && abs(fit.reducedChi2 - 1) < 0.4)
                pulls.append((fit.flux - star.flux) / fit.fluxError)
                pulls += [(fit.x - star.x) / fit.xError, (fit.y - star.y) / fit.yError]
            }
        }
        #expect(pulls.count == 96)
        #expect(abs(rms(pulls) - 1) < 0.2)
    }

    @Test func `a crowd of stars is fitted in groups of neighbours`() throws {
        var field = SyntheticField(110, 110)
        (field.sigma, field.noise) = (1.7, 2)
        var draws = Draws(seed: 5, 5)
        for y in 0..<6 {
            for x in 0..<6 {
                let place = (30 + 9 * Double(x) + draws.uniform(), 30 + 9 * Double(y) + draws.uniform())
                field.stars.append(.init(x: place.0, y: place.1, flux: 3000 + 3000 * draws.uniform()))
            }
        }
        var settings = SourceCatalogue.Settings()
        settings.sky = .none
        settings.detection.threshold = 4
        settings.detection.growth = 3
        let catalogue = try SourceCatalogue(of: field.masked(), psf: psf(), settings: settings)
        #expect(catalogue.footprints.footprints.count < 5)
        #expect(catalogue.sources.count == 36)
        for star in field.stars {
            let flux = nearest(catalogue.sources, star)?.psf?.flux ?? 0
            #expect(abs(flux / star.flux - 1) < 0.03)
        }
    }

    @Test func `single stars and smooth galaxies stay whole`() throws {
        var field = SyntheticField.grid(320, spacing: 40, fluxes: 500...200_000)
        (field.sigma, field.noise, field.gain) = (1.7, 5, 1)
        let catalogue = try SourceCatalogue(of: field.masked(), psf: psf())
        #expect(catalogue.sources.count == catalogue.footprints.footprints.count)
        field.sigma = 6
        var settings = SourceCatalogue.Settings()
        settings.measures = []
        let wide = try SourceCatalogue(of: field.masked(), settings: settings)
        let areWhole = wide.sources.count <= field.stars.count
        #expect(areWhole)
    }
}

extension SepOracleTests {
    @Test func `pairs are divided where sep divides them`() throws {
        for (distance, isPair) in [(2.5, false), (7.0, true), (9.0, true)] {
            var field = SyntheticField(300, 300)
            (field.sigma, field.noise) = (1.7, 2)
            for y in stride(from: 40.0, to: 270, by: 40) {
                for x in stride(from: 40.0, to: 270, by: 40) {
                    field.stars.append(.init(x: x + 0.3, y: y + 0.2, flux: 9000))
                    field.stars.append(.init(x: x + 0.3 + distance * 0.8, y: y + 0.2 + distance * 0.6, flux: 6000))
                }
            }
            let image = try field.masked()
            let theirs = try Python.numbers(
                "print(len(sep.extract(planes[0], 1.5, err=2.0, minarea=5)))", [image.image])
            var settings = SourceCatalogue.Settings()
            settings.sky = .none
            settings.measures = []
            let ours = try SourceCatalogue(of: image, settings: settings).sources.count
            #expect(Double(ours) == theirs[0][0])
            #expect(ours == (isPair ? field.stars.count : field.stars.count / 2))
        }
    }
}
