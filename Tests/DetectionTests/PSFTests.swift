import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct MeasuredPSFTests {
    private let small = MeasuredPSF.Settings(radius: 15)

    /// A field whose seeing grows from left to right.
    private func image(_ field: SyntheticField, _ truth: (Double) throws -> AnalyticPSF) throws -> MaskedImage {
        var sky = field
        sky.stars = []
        var result = try sky.masked()
        for star in field.stars {
            let (profile, box) = try truth(star.x).placed(atX: star.x, y: star.y, side: 47)
            let part = box.intersection(result.bounds)
            for y in part.rows {
                for x in part.columns { result.image[x, y] += Float(star.flux) * profile[x - box.x, y - box.y] }
            }
        }
        return result
    }

    private func truth(_ x: Double) throws -> AnalyticPSF {
        try AnalyticPSF(.moffat(beta: 3.5), fwhm: 3.4 + 0.4 * x / 480, axisRatio: 0.95, angle: 30)
    }

    @Test func `the PSF and its change over the field are recovered`() throws {
        var field = SyntheticField.grid(480, spacing: 42, fluxes: 50_000...300_000)
        field.noise = 5
        let image = try image(field, truth)
        let noise = SmoothMap(width: 480, height: 480, constant: 5)
        let stars = try StarSelection().stars(in: image, noise: noise)
        let psf = try MeasuredPSF(of: image, stars: stars, settings: small)
        #expect(psf.starCount > 75)
        for x in [50.0, 240, 430] {
            let (ours, theirs) = (psf.image(atX: x, y: 200, side: 31), try truth(x).image(atX: x, y: 200, side: 31))
            #expect(ours.distance(to: theirs) < 0.015 * (theirs.pixels.max() ?? 0))
            let product = zip(ours.pixels, theirs.pixels).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            let square = ours.pixels.reduce(0.0) { $0 + Double($1) * Double($1) }
            #expect(abs(product / square - 1) < 0.01)
        }
        let fwhm = [0.0, 479].map { AdaptiveMoments(of: psf.image(atX: $0, y: 240, side: 31), nearX: 15, y: 15).fwhm }
        #expect(fwhm[1] - fwhm[0] > 0.3)
    }

    @Test func `the model is centred, has the sum 1 and moves by parts of a pixel`() throws {
        var field = SyntheticField.grid(300, spacing: 44, fluxes: 50_000...200_000)
        field.sigma = 1.6
        let image = try field.masked()
        let stars = try StarSelection().stars(in: image, noise: SmoothMap(width: 300, height: 300, constant: 10))
        let psf = try MeasuredPSF(of: image, stars: stars, settings: small, threads: 2)
        #expect(try MeasuredPSF(of: image, stars: stars, settings: small, threads: 1) == psf)
        let moved = psf.image(atX: 150, y: 150, side: 31, offsetX: 0.4, offsetY: -0.25)
        #expect(abs(moved.pixels.reduce(0, +) - 1) < 1e-4)
        let centre = WindowedCentroid(of: moved, nearX: 15, y: 15, sigma: 2)
        #expect(abs(centre.x - 15.4) < 0.005 && abs(centre.y - 14.75) < 0.005)
    }

    @Test func `neighbours and a cosmic ray in some stamps do not spoil it`() throws {
        var field = SyntheticField.grid(440, spacing: 44, fluxes: 50_000...200_000)
        var image = try field.masked()
        let stars = try StarSelection().stars(in: image, noise: SmoothMap(width: 440, height: 440, constant: 10))
        let clean = try MeasuredPSF(of: image, stars: stars, settings: small)
        field.noise = 0
        field.stars = field.stars.enumerated().filter { $0.offset % 8 == 0 }.map(\.element)
        for i in field.stars.indices { field.stars[i].x += 11 }
        let neighbours = field.noiseless()
        image.image = try Image(
            width: 440, height: 440, pixels: zip(image.image.pixels, neighbours.pixels).map { $0 + 0.3 * $1 })
        let spoilt = try MeasuredPSF(of: image, stars: stars, settings: small)
        #expect(spoilt.mean.distance(to: clean.mean) < 0.002 * (clean.mean.pixels.max() ?? 0))
    }

    @Test func `light that lies under all stars does not become part of it`() throws {
        var image = try SyntheticField.grid(440, spacing: 44, fluxes: 20_000...200_000).masked()
        let stars = try StarSelection().stars(in: image, noise: SmoothMap(width: 440, height: 440, constant: 10))
        let clean = try MeasuredPSF(of: image, stars: stars, settings: small).mean
        image.image = image.image.map { $0 + 3 }
        let lit = try MeasuredPSF(of: image, stars: stars, settings: small).mean
        #expect(lit.distance(to: clean) < 1e-3 * (clean.pixels.max() ?? 0))
        #expect(abs(lit.pixels[0..<31 * 5].reduce(0, +)) < 1e-3)
    }

    @Test func `too few stars are refused`() throws {
        let image = try SyntheticField.grid(200, spacing: 100, fluxes: 50_000...60_000).masked()
        let stars = try StarSelection().stars(in: image, noise: SmoothMap(width: 200, height: 200, constant: 10))
        #expect(stars.count == 4)
        #expect(throws: DetectionError.self) { try MeasuredPSF(of: image, stars: stars, settings: small) }
        #expect(throws: DetectionError.self) { try MeasuredPSF(of: image, stars: []) }
        #expect(try MeasuredPSF(of: image, stars: stars, settings: .init(leastStars: 3)).starCount == 4)
        #expect(throws: DetectionError.self) { try MeasuredPSF(of: image, stars: stars, settings: .init(radius: 0)) }
    }
}

@Suite struct SmoothFieldTests {
    @Test func `a wave is followed, noise is not`() throws {
        var draws = Draws(seed: 3, 1)
        func wave(_ x: Double, _ y: Double) -> Double { sin(x / 150) + 0.5 * cos(y / 200) }
        let measurements = (0..<600).map { _ in
            let (x, y) = (draws.uniform() * 1000, draws.uniform() * 800)
            return SmoothField.Measurement(x: x, y: y, value: wave(x, y) + 0.3 * draws.normal(), variance: 0.09)
        }
        let terms = ChebyshevTerms(order: 6, width: 1000, height: 800)
        #expect(terms.count == 28 && terms.values(atX: 0, y: 799)[1...2] == [1, -1])
        let field = try SmoothField(of: measurements, terms: terms)
        let errors = (0..<100).map { n in
            let (x, y) = (Double(n % 10) * 100 + 50, Double(n / 10) * 80 + 40)
            return field.value(atX: x, y: y) - wave(x, y)
        }
        #expect(rms(errors) < 0.09)
    }

    @Test func `few measurements and wild ones do no harm`() throws {
        let terms = ChebyshevTerms(order: 6, width: 100, height: 100)
        let one = SmoothField.Measurement(x: 50, y: 50, value: 3, variance: 0.01)
        #expect(abs(try SmoothField(of: [one], terms: terms).value(atX: 0, y: 99) - 3) < 0.5)
        var many = (0..<50).map {
            SmoothField.Measurement(x: Double($0 * 2), y: Double($0 * 37 % 100), value: 1, variance: 0.01)
        }
        many[7].value = 1000
        let field = try SmoothField(of: many, terms: terms)
        #expect(!field.used[7])
        #expect(abs(field.value(atX: 20, y: 20) - 1) < 0.05)
        #expect(throws: DetectionError.self) { try SmoothField(of: [], terms: terms) }
    }
}
