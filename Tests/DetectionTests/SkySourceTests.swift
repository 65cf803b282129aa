import Detection
import Imaging
import SkyMath
import Testing

@Suite struct SkySourceTests {
    private func image() throws -> (image: MaskedImage, mask: Image<MaskPlanes>) {
        var field = SyntheticField.grid(500, spacing: 40, fluxes: 3000...50_000)
        field.sigma = 1.7
        var image = try field.masked()
        for n in 0..<200 { image.mask[n * 71 % 500, n * 37 % 500] = .bad }
        var settings = SourceCatalogue.Settings()
        (settings.sky, settings.measures, settings.detection.growth) = (.none, [], 3)
        return (image, try SourceCatalogue(of: image, settings: settings).footprints.mask())
    }

    @Test func `places are clear of sources and bad pixels, and the same for the same seed`() throws {
        let (image, mask) = try image()
        var (first, again, other) = (Draws(seed: 1, 2), Draws(seed: 1, 2), Draws(seed: 2, 2))
        let places = try SkySource.places(in: image, avoiding: mask, count: 60, radius: 6, using: &first)
        let same = try SkySource.places(in: image, avoiding: mask, count: 60, radius: 6, using: &again)
        let others = try SkySource.places(in: image, avoiding: mask, count: 60, radius: 6, using: &other)
        #expect(places.count == 60)
        let isSame = zip(places, same).allSatisfy { $0 == $1 } && !zip(places, others).allSatisfy { $0 == $1 }
        #expect(isSame)
        for (x, y) in places {
            var isClear = true
            for v in Int(y) - 6...Int(y) + 6 {
                for u in Int(x) - 6...Int(x) + 6 where (u - Int(x)) * (u - Int(x)) + (v - Int(y)) * (v - Int(y)) <= 36 {
                    isClear = isClear && mask[u, v].isEmpty && image.isUsable(x: u, y: v)
                }
            }
            #expect(isClear)
        }
    }

    @Test func `fluxes of nothing are 0 within their errors`() throws {
        let (image, mask) = try image()
        let psf = try AnalyticPSF(.gaussian, fwhm: 4)
        var draws = Draws(seed: 3, 2)
        let sources = try SkySource.sources(
            in: image, avoiding: mask, count: 150, radius: 6, psf: psf, using: &draws, threads: 2)
        let pulls = sources.flatMap { source in
            source.apertures.map { $0.flux / $0.error } + [source.psf].compactMap { $0.map { $0.flux / $0.error } }
        }
        #expect(pulls.count >= 3 * 100)
        #expect(abs(rms(pulls) - 1) < 0.12)
        #expect(abs(pulls.reduce(0, +) / Double(pulls.count)) < 0.15)
    }

    @Test func `where there is no room there are fewer, and bad requests are refused`() throws {
        let (image, mask) = try image()
        var draws = Draws(seed: 4, 2)
        let full = mask.map { _ in MaskPlanes.detected }
        let none = try SkySource.places(in: image, avoiding: full, count: 5, radius: 4, using: &draws)
        #expect(none.isEmpty)
        let wide = try SkySource.places(in: image, avoiding: mask, count: 5, radius: 400, using: &draws)
        #expect(wide.isEmpty)
        let small = Image<MaskPlanes>(width: 2, height: 2, repeating: [])
        #expect(throws: DetectionError.self) {
            try SkySource.places(in: image, avoiding: small, count: 5, radius: 4, using: &draws)
        }
        #expect(throws: DetectionError.self) {
            try SkySource.places(in: image, avoiding: mask, count: -5, radius: 4, using: &draws)
        }
    }
}
