import Detection
import Imaging
import Testing

@Suite struct BackgroundTests {
    @Test func `a slope without noise is found to the last pixel, edges included`() throws {
        var field = SyntheticField(300, 413)
        field.noise = 1e-3
        field.sky = { x, y in 100 + 0.05 * x - 0.02 * y }
        let image = try field.masked()
        let background = try Background(of: image, settings: .init(cell: 64))
        let rest = try background.subtracted(from: image.image)
        #expect(rest.pixels.allSatisfy { abs($0) < 0.02 })
    }

    @Test func `level and noise of blank sky are right within their errors`() throws {
        var field = SyntheticField(512, 512)
        field.sky = { x, y in 500 + 2e-5 * x * y }
        let background = try Background(of: field.masked())
        #expect(abs(background.noise.typical - 10) < 0.06)
        let errors = (0..<64).map { n in
            let (x, y) = (Double(n % 8) * 70, Double(n / 8) * 70)
            return background.level.value(atX: x, y: y) - field.sky(x, y)
        }
        #expect(rms(errors) < 0.35)
    }

    @Test func `the map agrees with its value anywhere`() throws {
        let nodes = try Image<Double>(width: 3, height: 4, pixels: [1, 5, 2, 8, -3, 4, 4, 0, 2, 7, 7, 1])
        let map = try SmoothMap(width: 333, height: 401, nodes: nodes)
        let image = map.image()
        for n in 0..<500 {
            let (x, y) = (n * 37 % 333, n * 91 % 401)
            #expect(abs(Double(image[x, y]) - map.value(atX: Double(x), y: Double(y))) < 2e-5)
        }
        #expect(abs(map.value(atX: 55, y: 49.625) - 1) < 1e-9)
    }

    @Test func `a map of one value is that value everywhere`() {
        let map = SmoothMap(width: 20, height: 7, constant: 3.5)
        #expect(map.image().pixels.allSatisfy { $0 == 3.5 })
        #expect(map.typical == 3.5)
    }

    @Test func `cells without usable pixels are interpolated`() throws {
        var field = SyntheticField(512, 512)
        field.noise = 0.01
        field.sky = { x, y in 0.1 * x + 0.05 * y }
        var image = try field.masked()
        for y in 120..<260 { for x in 120..<390 { image.mask[x, y] = .bad } }
        for y in 120..<260 { for x in 120..<390 { image.image[x, y] = 1e6 } }
        let background = try Background(of: image, settings: .init(cell: 64))
        #expect(abs(background.level.value(atX: 256, y: 192) - field.sky(256, 192)) < 1.5)
    }

    @Test func `stars do not raise the sky once they are masked`() throws {
        var field = SyntheticField.grid(512, spacing: 24, fluxes: 300...30_000)
        field.sigma = 2
        let image = try field.masked()
        let plain = try Background(of: image)
        let (masked, sources) = try Background.withoutSources(of: image)
        #expect(plain.level.typical > 0.5)
        #expect(abs(masked.level.typical) < 0.35)
        #expect(abs(masked.noise.typical - 10) < 0.15)
        #expect(sources.image[Int(field.stars[0].x), Int(field.stars[0].y)] == .detected)
        #expect(sources.share > 0.05 && sources.share < 0.95)
    }

    @Test func `with a known mask the sky on binned pixels is that on all`() throws {
        var field = SyntheticField.grid(401, spacing: 40, fluxes: 1000...20_000)
        field.sky = { x, y in 200 + 0.01 * x - 0.02 * y }
        let image = try field.masked()
        let sources = try Background.withoutSources(of: image).sources
        let (all, binned) = (
            try Background(of: image, without: sources.image), try Background.binned(of: image, without: sources)
        )
        for (a, b) in zip(all.level.nodes.pixels, binned.level.nodes.pixels) { #expect(abs(a - b) < 0.2) }
        #expect(abs(all.noise.typical / binned.noise.typical - 1) < 0.02)
        let wrong = SourceMask(Image(width: 399, height: 401, repeating: []))
        #expect(throws: DetectionError.self) { try Background.binned(of: image, without: wrong) }
    }

    @Test func `a mask by fours is the mask of its own pixels`() throws {
        let image = try SyntheticField.grid(257, spacing: 40, fluxes: 1000...20_000).masked()
        let sources = try Background.withoutSources(of: image).sources
        #expect(SourceMask(sources.image) == sources)
        #expect(sources.image.bounds == image.bounds)
    }

    @Test func `masking does not bias the sky of an image of noise`() throws {
        let image = try SyntheticField(1024, 512).masked()
        let (background, _) = try Background.withoutSources(of: image, threads: 2)
        #expect(abs(background.level.typical) < 0.08)
        let one = try Background.withoutSources(of: image, threads: 1).background
        #expect(one == background)
    }

    @Test func `an image without usable pixels is refused`() throws {
        var image = MaskedImage(image: Image(width: 64, height: 64, repeating: 1), variance: 1)
        image.mask = Image(width: 64, height: 64, repeating: .bad)
        #expect(throws: DetectionError.self) { try Background(of: image) }
        let nothing = MaskedImage(image: Image(width: 64, height: 64, repeating: .nan), variance: 1)
        #expect(throws: DetectionError.self) { try Background.withoutSources(of: nothing) }
        let empty = MaskedImage(image: Image(width: 0, height: 0, repeating: 0), variance: 1)
        #expect(throws: DetectionError.self) { try Background(of: empty) }
    }
}
