import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct CosmicRayTests {
    /// A field of stars drawn with a PSF's own pixels, and noise with the light's own.
    private func field(fwhm: Double, seed: UInt64) throws -> (image: MaskedImage, psf: AnalyticPSF) {
        let psf = try AnalyticPSF(.moffat(beta: 3.5), fwhm: fwhm)
        var image = Image<Float>(width: 400, height: 400, repeating: 0)
        var draws = Draws(seed: seed, 31)
        for _ in 0..<250 {
            let flux = Float(400 * pow(1000, draws.uniform()))
            let (stamp, box) = psf.placed(
                atX: 10 + 380 * draws.uniform(), y: 10 + 380 * draws.uniform(), side: 31)
            let part = box.intersection(image.bounds)
            for y in part.rows { for x in part.columns { image[x, y] += flux * stamp[x - box.x, y - box.y] } }
        }
        let variance = image.map { 100 + $0 }
        for y in 0..<400 { for x in 0..<400 { image[x, y] += variance[x, y].squareRoot() * Float(draws.normal()) } }
        let mask = Image<MaskPlanes>(width: 400, height: 400, repeating: [])
        return (try MaskedImage(image: image, variance: variance, mask: mask), psf)
    }

    /// Adds tracks and single pixels of 10 to 100 times the noise; the places of each.
    private func rays(_ image: inout MaskedImage, seed: UInt64) -> [[Int]] {
        var draws = Draws(seed: seed, 32)
        return (0..<100).map { _ in
            let (angle, length) = (6.283 * draws.uniform(), Int(draws.exponential() * 5) + 1)
            let (x, y) = (20 + 360 * draws.uniform(), 20 + 360 * draws.uniform())
            let light = Float(100 * pow(10, draws.uniform()))
            let places = (0..<length).map { n in
                Int((y + Double(n) * sin(angle)).rounded()) * 400 + Int((x + Double(n) * cos(angle)).rounded())
            }
            let inside = Set(places.filter { $0 >= 800 && $0 < 159_200 }).sorted()
            for place in inside { image.image[place % 400, place / 400] += light }
            return inside
        }
    }

    private let noise = SmoothMap(width: 400, height: 400, constant: 10)

    @Test(arguments: [(1.6, 0.3), (2.2, 0.6), (3.0, 0.8), (5.0, 0.85)])
    func `rays are found and stars stay, well sampled or not`(fwhm: Double, least: Double) throws {
        var (image, psf) = try field(fwhm: fwhm, seed: 1)
        let finder = CosmicRayFinder()
        let clean = try finder.mask(of: image, noise: noise, gain: 1, psf: psf)
        let eaten = clean.pixels.count { !$0.isEmpty }
        #expect(eaten <= 2)
        let rays = rays(&image, seed: 2)
        let mask = try finder.mask(of: image, noise: noise, gain: 1, psf: psf, threads: 2).pixels
        let truth = Set(rays.joined())
        let found = rays.joined().count { !mask[$0].isEmpty }
        let seen = rays.count { $0.contains { !mask[$0].isEmpty } }
        let wrong = mask.indices.count { !mask[$0].isEmpty && !truth.contains($0) }
        #expect(Double(found) / Double(rays.joined().count) > least)
        #expect(Double(seen) / 100 > least)
        #expect(Double(wrong) / Double(found) < 0.06)
        let one = try finder.mask(of: image, noise: noise, gain: 1, psf: psf, threads: 1).pixels
        #expect(one == mask)
    }

    @Test func `what is found is filled from around it`() throws {
        var (image, psf) = try field(fwhm: 3, seed: 3)
        let truth = image
        let rays = rays(&image, seed: 4)
        let cleaned = try CosmicRayFinder().cleaned(image, noise: noise, gain: 1, psf: psf)
        let marked = rays.joined().filter { cleaned.mask.pixels[$0].contains(.cosmicRay) }
        let errors = marked.map { n in
            Double((cleaned.image.pixels[n] - truth.image.pixels[n]) / truth.variance.pixels[n].squareRoot())
        }
        let areFilled = marked.allSatisfy { cleaned.mask.pixels[$0].contains(.interpolated) }
        #expect(areFilled && marked.count > 300)
        let typical = errors.map { abs($0) }.sorted()[errors.count / 2]
        #expect(typical < 1.2)
    }

    @Test func `saturated and unusable pixels are left alone, and bad settings refused`() throws {
        var (image, psf) = try field(fwhm: 3, seed: 5)
        for (x, plane) in [(100, MaskPlanes.saturated), (200, .bad)] {
            image.image[x, 200] = 1e5
            image.mask[x, 200] = plane
        }
        image.image[101, 201] = 5e4
        image.image[300, 200] = .nan
        let mask = try CosmicRayFinder().mask(of: image, noise: noise, gain: 1, psf: psf)
        let isLeft = [mask[100, 200], mask[101, 201], mask[200, 200], mask[300, 200]].allSatisfy(\.isEmpty)
        #expect(isLeft)
        #expect(throws: DetectionError.self) {
            try CosmicRayFinder().mask(of: image, noise: SmoothMap(width: 3, height: 3, constant: 1), psf: psf)
        }
        #expect(throws: DetectionError.self) {
            try CosmicRayFinder(threshold: -1).mask(of: image, noise: noise, psf: psf)
        }
        let tiny = MaskedImage(image: Image(width: 2, height: 3, repeating: 9), variance: 1)
        let none = try CosmicRayFinder().mask(of: tiny, noise: SmoothMap(width: 2, height: 3, constant: 1), psf: psf)
        let isEmpty = none.pixels.allSatisfy(\.isEmpty)
        #expect(isEmpty)
    }
}
