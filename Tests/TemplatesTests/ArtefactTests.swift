import Detection
import Imaging
import SkyMath
import Templates
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ArtefactTests {
    /// A sky with two satellites, a ghost, cosmic rays and a moving object, in all of which one exposure or two differ.
    static let spoilt: TestSky = {
        var sky = TestSky.grid()
        sky.extra = { n, canvas in
            if n == 2 { canvas.addTrail(level: 150, fromX: 112, y: 90, direction: 0.5) }
            if n == 6 { canvas.addTrail(level: 2000, fromX: 100, y: 130, direction: 2.2) }
            if n == 4 { canvas.addGhost(level: 60, x: 150, y: 70, inner: 15, outer: 40) }
            canvas.add(flux: 20_000, x: 60 + 9 * Double(n), y: 160 - 3 * Double(n))
            var draws = Draws(seed: 77, UInt64(n))
            for _ in 0..<6 {
                let place = Int(draws.uniform(0..<Double(canvas.side * canvas.side - 1)))
                for k in 0..<2 { canvas.pixels[place + k] += Float(draws.uniform(2000..<20_000)) }
            }
        }
        return sky
    }()

    private static let templates: Result<(clean: Template, spoilt: Template, blind: Template), any Error> = Result {
        var plain = spoilt
        plain.extra = nil
        let coadd = try spoilt.coadd()
        return (
            try plain.coadd().template(rejecting: nil), try coadd.template(), try coadd.template(rejecting: nil)
        )
    }

    @Test func `satellites, a ghost, a moving object and cosmic rays leave nothing above one sigma`() throws {
        let (clean, spoilt, blind) = try Self.templates.get()
        let (before, after) = (blind.pulls(less: clean.image.image), spoilt.pulls(less: clean.image.image))
        print(
            "left over: worst", after.max() ?? 0, after.min() ?? 0, "rms", rms(after), "; before", before.max() ?? 0,
            rms(before))
        for artefact in spoilt.artefacts { print(artefact) }
        #expect((before.max() ?? 0) > 20)
        #expect(after.allSatisfy { abs($0) < 2.5 })
        #expect(rms(after) < 0.2)
    }

    @Test func `what is left along a trail has a mean below a tenth of a pixel's sigma`() throws {
        let (clean, spoilt, blind) = try Self.templates.get()
        let map = Self.spoilt.map(2)
        let path = (0..<200 * 200).filter { n in
            let place = map(Double(n % 200), Double(n / 200))
            return abs(-(place.x - 112) * sin(0.5) + (place.y - 90) * cos(0.5)) < 2
        }
        func mean(_ template: Template) -> Double {
            let all = path.map { n in
                let sigma = template.image.variance.pixels[n].squareRoot()
                return Double((template.image.image.pixels[n] - clean.image.image.pixels[n]) / sigma)
            }
            return all.reduce(0, +) / Double(all.count)
        }
        print("trail", mean(blind), mean(spoilt))
        #expect(mean(blind) > 2)
        #expect(abs(mean(spoilt)) < 0.1)
    }

    @Test func `static stars keep their flux under trails and ghosts`() throws {
        let (clean, spoilt, _) = try Self.templates.get()
        let stars = Self.spoilt.stars
        let before = ForcedPhotometry(image: clean.image, psf: clean.psf, side: 25)
        let after = ForcedPhotometry(image: spoilt.image, psf: clean.psf, side: 25)
        let changes = stars.map { star in
            let (old, new) = (before.flux(atX: star.x, y: star.y), after.flux(atX: star.x, y: star.y))
            return (part: new.flux / old.flux - 1, pull: (new.flux - old.flux) / old.error)
        }
        print("flux changes", changes)
        let bright = changes.suffix(14).map(\.part)
        #expect(abs(bright.reduce(0, +) / 14) < 0.002)
        #expect(bright.allSatisfy { abs($0) < 0.005 })
        #expect(changes.allSatisfy { abs($0.pull) < 1 || abs($0.part) < 0.005 })
    }

    @Test func `a quiet sky has nothing rejected`() throws {
        let template = try TestSky.grid().coadd().template()
        for artefact in template.artefacts { print("quiet", artefact) }
        #expect(template.artefacts.isEmpty)
        #expect(template.rejected.pixels.allSatisfy { $0 == 0 })
    }

    @Test func `variable stars keep the mean of their fluxes`() throws {
        var sky = TestSky.grid(flux: 4000, factor: 1.1)
        // A sine wave, a star that flares in one exposure, one that is eclipsed in one.
        sky.flux = { star, n in
            switch star {
            case 5: 1 + 0.7 * sin(Double(n) * 2.3)
            case 10: n == 3 ? 4 : 1
            case 15: n == 7 ? 0.2 : 1
            default: 1
            }
        }
        let template = try sky.coadd().template()
        for artefact in template.artefacts { print("variable", artefact) }
        let photometry = ForcedPhotometry(image: template.image, psf: template.psf, side: 25)
        let weights = template.inputs.map(\.weight)
        for star in [5, 10, 15] {
            let mean =
                weights.indices.reduce(0) { $0 + weights[$1] * sky.flux(star, $1) } / weights.reduce(0, +)
            let place = sky.stars[star]
            let flux = photometry.flux(atX: place.x, y: place.y).flux / place.flux
            print("variable", star, flux, mean)
            #expect(abs(flux / mean - 1) < 0.03)
        }
    }

    @Test func `the cores of very bright stars are not eaten where the seeing changes`() throws {
        var sky = TestSky(side: 128)
        sky.stars = [TestSky.Star(x: 60.3, y: 66.8, flux: 3e7), TestSky.Star(x: 25.6, y: 30.1, flux: 3e5)]
        let template = try sky.coadd().template()
        for artefact in template.artefacts { print("bright", artefact) }
        #expect(template.rejected[60, 67] == 0 && template.rejected[26, 30] == 0)
        let photometry = ForcedPhotometry(image: template.image, psf: template.psf, side: 25)
        let fluxes = sky.stars.map { photometry.flux(atX: $0.x, y: $0.y).flux / $0.flux }
        print("bright", fluxes)
        #expect(fluxes.allSatisfy { abs($0 - 1) < 0.005 })
    }

    @Test func `two exposures decide nothing and three do`() throws {
        var sky = TestSky(side: 96)
        sky.extra = { n, canvas in
            if n == 1 { canvas.addTrail(level: 300, fromX: 60, y: 60, direction: 1) }
        }
        #expect(try sky.coadd(0..<2).template().artefacts.isEmpty)
        let three = try sky.coadd(0..<3).template()
        #expect(three.artefacts.contains { $0.input == 1 && $0.peak > 20 })
        #expect(three.artefacts.allSatisfy { $0.input == 1 })
    }
}
