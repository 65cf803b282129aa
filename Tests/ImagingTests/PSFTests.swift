import Imaging
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct PSFTests {
    static let models: [AnalyticPSF] = [
        try? AnalyticPSF(.gaussian, fwhm: 2.5), try? AnalyticPSF(.gaussian, fwhm: 4, axisRatio: 0.6, angle: 30),
        try? AnalyticPSF(.moffat(beta: 3), fwhm: 3.5),
        try? AnalyticPSF(.moffat(beta: 4.5), fwhm: 3, axisRatio: 0.7, angle: 110),
    ].compactMap { $0 }

    /// The value of a model's profile, not scaled.
    private func value(_ psf: AnalyticPSF, _ dx: Double, _ dy: Double) -> Double {
        let angle = psf.angle * .pi / 180
        let (along, across) = (dx * cos(angle) + dy * sin(angle), dy * cos(angle) - dx * sin(angle))
        let (major, minor) = (psf.fwhm / sqrt(psf.axisRatio) / 2, psf.fwhm * sqrt(psf.axisRatio) / 2)
        let square = along * along / (major * major) + across * across / (minor * minor)
        switch psf.profile {
        case .gaussian: return exp(-log(2.0) * square)
        case .moffat(let beta): return pow(1 + (pow(2, 1 / beta) - 1) * square, -beta)
        }
    }

    @Test(arguments: models) func `pixels are means over their area and sum to one`(psf: AnalyticPSF) {
        let image = psf.image(atX: 3, y: 4, side: 31, offsetX: 0.3, offsetY: -0.2)
        #expect(abs(image.total - 1) < 1e-6)
        var means: [Double] = []
        for (x, y) in [(15, 15), (16, 14), (13, 17), (15, 12)] {
            var sum = 0.0
            for n in 0..<1600 {
                let (u, v) = ((Double(n % 40) + 0.5) / 40 - 0.5, (Double(n / 40) + 0.5) / 40 - 0.5)
                sum += value(psf, Double(x) - 15.3 + u, Double(y) - 14.8 + v)
            }
            means.append(sum / Double(image[x, y]))
        }
        for mean in means { #expect(abs(mean / means[0] - 1) < 2e-4) }
    }

    @Test(arguments: models) func `the centre is where it is asked for`(psf: AnalyticPSF) {
        for (dx, dy) in [(0, 0), (0.5, -0.5), (0.123, 0.4)] {
            let image = psf.image(atX: 0, y: 0, side: 81, offsetX: dx, offsetY: dy)
            #expect(abs(image.centroid.x - 40 - dx) < 2e-3 && abs(image.centroid.y - 40 - dy) < 2e-3)
        }
        let placed = psf.placed(atX: 100.4, y: 200.7, side: 81)
        #expect(placed.box == PixelBox(x: 60, y: 161, width: 81, height: 81))
        #expect(abs(placed.image.centroid.x + 60 - 100.4) < 2e-3)
        #expect(abs(placed.image.centroid.y + 161 - 200.7) < 2e-3)
    }

    @Test func `an ellipse lies along its angle`() throws {
        let image = try AnalyticPSF(.gaussian, fwhm: 6, axisRatio: 0.5, angle: 30).image(atX: 0, y: 0, side: 61)
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for y in 0..<61 {
            for x in 0..<61 {
                let (u, v, p) = (Double(x - 30), Double(y - 30), Double(image[x, y]))
                (xx, xy, yy) = (xx + p * u * u, xy + p * u * v, yy + p * v * v)
            }
        }
        let (variance, ratio) = (36 / (8 * log(2.0)), 0.5)
        let (major, minor) = (variance / ratio, variance * ratio)
        #expect(abs(xx - (0.75 * major + 0.25 * minor + 1 / 12)) < 1e-3)
        #expect(abs(yy - (0.25 * major + 0.75 * minor + 1 / 12)) < 1e-3)
        #expect(abs(xy - sqrt(0.1875) * (major - minor)) < 1e-3)
    }

    @Test func `the effective area of a Gaussian is 4 pi sigma squared`() throws {
        let psf = try AnalyticPSF(.gaussian, fwhm: 8)
        let variance = 64 / (8 * log(2.0)) + 1 / 12
        #expect(abs(psf.effectivePixels(atX: 0, y: 0, side: 61) / (4 * .pi * variance) - 1) < 1e-3)
    }

    @Test func `profiles that cannot be drawn are refused`() {
        #expect(throws: ImagingError.self) { try AnalyticPSF(.gaussian, fwhm: 0) }
        #expect(throws: ImagingError.self) { try AnalyticPSF(.gaussian, fwhm: .nan) }
        #expect(throws: ImagingError.self) { try AnalyticPSF(.moffat(beta: 1), fwhm: 3) }
        #expect(throws: ImagingError.self) { try AnalyticPSF(.gaussian, fwhm: 3, axisRatio: 1.1) }
    }

    @Test func `sides are odd, however they are asked for`() throws {
        let psf = try AnalyticPSF(.gaussian, fwhm: 3)
        #expect([-5, 0, 1, 2, 21, 22].map { psf.image(atX: 0, y: 0, side: $0).width } == [1, 1, 1, 3, 21, 23])
    }
}

@Suite struct GridPSFTests {
    private func fine(_ sigma: Double) -> Image<Float> {
        GaussianSpot(x: 30, y: 30, sigma: 2 * sigma).image(61, 61)
    }

    @Test func `a fine grid gives the pixels of its profile, wherever the centre`() throws {
        let psf = try GridPSF(fine(1.5), sampling: 0.5)
        for (dx, dy) in [(0, 0), (0.25, -0.25), (0.5, 0.1), (-0.37, 0.49)] {
            let image = psf.image(atX: 9, y: 9, side: 21, offsetX: dx, offsetY: dy)
            let wanted = GaussianSpot(x: 10 + dx, y: 10 + dy, sigma: 1.5).image(21, 21)
            #expect(image.distance(to: wanted) < 2e-3 * wanted[10, 10])
            #expect(abs(image.centroid.x - 10 - dx) < 1e-3 && abs(image.centroid.y - 10 - dy) < 1e-3)
            #expect(abs(image.total - 1) < 1e-6)
        }
    }

    @Test func `a grid smaller than the side is surrounded by zeros`() throws {
        let psf = try GridPSF(Image(width: 3, height: 3, pixels: [0, 1, 0, 1, 4, 1, 0, 1, 0]))
        let image = psf.image(atX: 0, y: 0, side: 9)
        #expect(abs(image[4, 4] - 0.5) < 1e-6 && abs(image[4, 3] - 0.125) < 1e-6)
        #expect(image.pixels.filter { abs($0) > 1e-6 }.count == 5)
    }

    @Test func `grids without a centre or without light are refused`() {
        #expect(throws: ImagingError.self) { try GridPSF(Image(width: 4, height: 3, repeating: 1)) }
        #expect(throws: ImagingError.self) { try GridPSF(Image(width: 3, height: 3, repeating: 0)) }
        #expect(throws: ImagingError.self) { try GridPSF(Image(width: 3, height: 3, repeating: .nan)) }
        #expect(throws: ImagingError.self) { try GridPSF(Image(width: 3, height: 3, repeating: 1), sampling: 0) }
    }
}

@Suite struct PolynomialPSFTests {
    private let narrow = GaussianSpot(x: 20, y: 20, sigma: 2).image(41, 41)
    private let wide = GaussianSpot(x: 20, y: 20, sigma: 3).image(41, 41)

    private func model(_ factors: [Float], degree: Int) throws -> PolynomialPSF {
        let terms = factors.enumerated().map { n, factor in (n == 0 ? narrow : wide).map { $0 * factor } }
        return try PolynomialPSF(
            terms: terms, degree: degree, originX: 100, originY: 200, scaleX: 50, scaleY: 100, sampling: 0.5)
    }

    @Test(arguments: [(0, 1.0), (1, 2), (2, 4), (3, 3), (4, 6), (5, 9)])
    func `terms come in the order 1, x, x^2, y, xy, y^2`(term: Int, power: Double) throws {
        var factors: [Float] = [0, 0, 0, 0, 0, 0]
        factors[term] = 1
        let psf = try model(factors, degree: 2)
        let values = psf.values(atX: 200, y: 500)
        let wanted = (term == 0 ? narrow : wide).map { $0 * Float(power) }
        #expect(values.distance(to: wanted) < 1e-6)
    }

    @Test func `between positions the model changes as the polynomial does`() throws {
        let psf = try model([1, 0.5, 0.25], degree: 1)
        let image = psf.image(atX: 150, y: 400, side: 15)
        let wanted = try GridPSF(
            Image(width: 41, height: 41, pixels: zip(narrow.pixels, wide.pixels).map { $0 + $1 }), sampling: 0.5
        ).image(atX: 0, y: 0, side: 15)
        #expect(image.distance(to: wanted) < 1e-6)
        #expect(abs(image.total - 1) < 1e-6)
    }

    @Test func `where a model has no light its pixels are 0`() throws {
        let psf = try model([0, 1, 0], degree: 1)
        #expect(psf.image(atX: 0, y: 0, side: 5).pixels.allSatisfy { $0 == 0 })
        #expect(psf.image(atX: .nan, y: 0, side: 5).pixels.allSatisfy { $0 == 0 })
    }

    @Test func `a wrong number of terms, or of sizes, is refused`() {
        #expect(throws: ImagingError.self) { try model([1, 2], degree: 1) }
        #expect(throws: ImagingError.self) { try model([], degree: -1) }
        #expect(throws: ImagingError.self) {
            let small = Image<Float>(width: 3, height: 3, repeating: 1)
            return try PolynomialPSF(
                terms: [narrow, small, wide], degree: 1, originX: 0, originY: 0, scaleX: 1, scaleY: 1)
        }
        #expect(throws: ImagingError.self) {
            try PolynomialPSF(terms: [wide], degree: 0, originX: 0, originY: 0, scaleX: 0, scaleY: 1)
        }
    }
}
