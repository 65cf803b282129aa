import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct MomentTests {
    /// An elliptical Gaussian of flux 1000.
    private func ellipse(_ x: Double, _ y: Double, xx: Double, xy: Double, yy: Double) -> Image<Float> {
        var image = Image<Float>(width: 61, height: 61, repeating: 0)
        let determinant = xx * yy - xy * xy
        for row in 0..<61 {
            for column in 0..<61 {
                let (dx, dy) = (Double(column) - x, Double(row) - y)
                let form = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant
                image[column, row] = Float(1000 * exp(-form / 2) / (2 * .pi * determinant.squareRoot()))
            }
        }
        return image
    }

    @Test func `of a Gaussian ellipse the moments are its own`() {
        let image = ellipse(30.3, 29.6, xx: 4, xy: 0.8, yy: 2.5)
        let moments = AdaptiveMoments(of: image, nearX: 31, y: 29)
        #expect(moments.status == .converged)
        #expect(abs(moments.x - 30.3) < 1e-3 && abs(moments.y - 29.6) < 1e-3)
        #expect(abs(moments.xx - 4) < 4e-3 && abs(moments.xy - 0.8) < 2e-3 && abs(moments.yy - 2.5) < 3e-3)
        #expect(abs(moments.flux - 1000) < 1)
        #expect(abs(moments.e1 - 1.5 / 6.5) < 1e-3 && abs(moments.e2 - 1.6 / 6.5) < 1e-3)
        #expect(abs(moments.fwhm - 2.35482 * pow(4 * 2.5 - 0.64, 0.25)) < 2e-3)
        #expect(!moments.isCut)
    }

    @Test func `noise scatters the windowed centre as much as its error says`() {
        var field = SyntheticField(41, 41)
        (field.sigma, field.noise) = (1.8, 1)
        field.stars = [.init(x: 20.35, y: 19.8, flux: 300)]
        let clean = field.noiseless()
        var draws = Draws(seed: 5, 1)
        var pulls = [Double]()
        for _ in 0..<300 {
            let image = clean.map { $0 + Float(draws.normal()) }
            let centre = WindowedCentroid(of: image, nearX: 20, y: 20, sigma: 1.8)
            #expect(centre.isSettled)
            pulls += [centre.x - 20.35, centre.y - 19.8].map { $0 / centre.error(noise: 1) }
        }
        #expect(abs(rms(pulls) - 1) < 0.1)
    }

    @Test func `what is no source says so`() {
        let empty = Image<Float>(width: 30, height: 30, repeating: 0)
        #expect(AdaptiveMoments(of: empty, nearX: 15, y: 15).status == .noLight)
        #expect(AdaptiveMoments(of: empty, nearX: .nan, y: 15).status == .noLight)
        #expect(AdaptiveMoments(of: empty, nearX: 1e6, y: 15).status == .noLight)
        let flat = Image<Float>(width: 60, height: 60, repeating: 1)
        #expect(AdaptiveMoments(of: flat, nearX: 30, y: 30).status == .badShape)
        var spike = empty
        spike[15, 15] = 100
        #expect(AdaptiveMoments(of: spike, nearX: 15, y: 15).status == .badShape)
        let image = ellipse(30, 30, xx: 4, xy: 0, yy: 4)
        #expect(AdaptiveMoments(of: image, nearX: 36, y: 30).status == .wandered)
        #expect(
            AdaptiveMoments(of: image.cropped(to: PixelBox(x: 29, y: 0, width: 32, height: 61)), nearX: 1, y: 30).isCut)
        #expect(!WindowedCentroid(of: empty, nearX: 3, y: 3, sigma: 2).isSettled)
    }
}

@Suite struct StarTests {
    @Test func `the locus is the size that most share`() throws {
        var draws = Draws(seed: 9, 2)
        let stars = (0..<60).map { _ in 3 + 0.03 * draws.normal() }
        let galaxies = (0..<150).map { _ in 3.2 + 4 * draws.uniform() }
        let locus = try #require(SizeLocus(of: stars + galaxies + [.nan, -1]))
        #expect(abs(locus.centre - 3) < 0.03)
        #expect(stars.filter { locus.contains($0) }.count >= 58)
        #expect(galaxies.filter { locus.contains($0) }.count < 20)
        #expect(SizeLocus(of: [.nan]) == nil)
    }

    @Test func `stars are found, galaxies, defects and edges left out`() throws {
        var field = SyntheticField.grid(512, spacing: 60, fluxes: 10_000...100_000)
        field.noise = 5
        var image = try field.masked()
        var wide = SyntheticField(512, 512)
        wide.sigma = 3
        wide.stars = [field.stars.removeLast()]
        image.image = try Image(
            width: 512, height: 512, pixels: zip(image.image.pixels, wide.noiseless().pixels).map { $0 + 3 * $1 })
        image.mask[Int(field.stars[0].x) + 9, Int(field.stars[0].y)] = .bad
        image.mask[Int(field.stars[3].x) + 20, Int(field.stars[3].y)] = .saturated
        let noise = SmoothMap(width: 512, height: 512, constant: 5)
        let stars = try StarSelection().stars(in: image, noise: noise, threads: 2)
        #expect(stars.count == field.stars.count - 2)
        for star in stars {
            #expect(field.stars.contains { abs($0.x - star.moments.x) < 0.1 && abs($0.y - star.moments.y) < 0.1 })
            #expect(abs(star.moments.sigma - 1.5) < 0.06)
        }
        #expect(zip(stars, stars.dropFirst()).allSatisfy { $0.significance >= $1.significance })
        #expect(try StarSelection().stars(in: image, noise: noise, threads: 1) == stars)
    }

    @Test func `an image without stars is refused`() throws {
        let image = MaskedImage(image: Image(width: 100, height: 100, repeating: 0), variance: 1)
        #expect(throws: DetectionError.self) {
            try StarSelection().stars(in: image, noise: SmoothMap(width: 100, height: 100, constant: 1))
        }
    }
}
