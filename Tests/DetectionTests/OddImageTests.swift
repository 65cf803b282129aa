import Detection
import Imaging
import SkyMath
import Testing

/// Everything on images of any size and any pixels: no result is asked for, but an end without a trap.
@Suite struct OddImageTests {
    private func image(_ width: Int, _ height: Int, _ draws: inout Draws) throws -> MaskedImage {
        let odd: [Float] = [.nan, .infinity, -.infinity, 3e38, -3e38, 0, .leastNonzeroMagnitude]
        func value(_ ordinary: Double) -> Float {
            let choice = draws.uniform()
            return choice < 0.02 ? odd[Int(draws.uniform() * 7)] : Float(ordinary * draws.normal())
        }
        let count = width * height
        return try MaskedImage(
            image: Image(width: width, height: height, pixels: (0..<count).map { _ in value(10) }),
            variance: Image(width: width, height: height, pixels: (0..<count).map { _ in abs(value(1)) + 100 }),
            mask: Image(
                width: width, height: height,
                pixels: (0..<count).map { _ in
                    MaskPlanes(rawValue: draws.uniform() < 0.05 ? 1 << UInt16(draws.uniform() * 9) : 0)
                }))
    }

    @Test(arguments: [(1, 1), (2, 1), (1, 9), (3, 2), (17, 33), (64, 64), (130, 70), (41, 200)])
    func `images of any size and any pixels are measured or refused`(width: Int, height: Int) throws {
        var draws = Draws(seed: 4, UInt64(width), UInt64(height))
        for _ in 0..<4 {
            let image = try image(width, height, &draws).filled()
            #expect(image.image.pixels.allSatisfy { $0.isFinite })
            _ = try? VarianceModel(of: image)
            guard let sky = try? Background.withoutSources(of: image, settings: .init(cell: 16)).background else {
                continue
            }
            let map = try image.image.significance(smoothedBy: 1.5, noise: sky.noise)
            let set = FootprintSet(of: map, settings: .init(threshold: 2, leastArea: 2, growth: 3))
            for peak in set.footprints.flatMap(\.peaks) {
                #expect(image.bounds.contains(x: peak.column, y: peak.row))
                _ = AdaptiveMoments(of: image.image, nearX: peak.x, y: peak.y)
                _ = WindowedCentroid(of: image.image, nearX: peak.x, y: peak.y, sigma: 1.5)
                #expect(ApertureFlux(of: image, x: peak.x, y: peak.y, radius: 4).coverage <= 1 + 1e-9)
            }
            var selection = StarSelection()
            (selection.threshold, selection.leastSignificance, selection.edgeDistance) = (2, 2, 0)
            (selection.maskedDistance, selection.saturatedDistance) = (0, 0)
            guard let stars = try? selection.stars(in: image, noise: sky.noise) else { continue }
            _ = try? MeasuredPSF(of: image, stars: stars, settings: .init(radius: 3, order: 2, leastStars: 1))
        }
    }

    @Test func `places far away or not numbers are answered`() throws {
        let image = MaskedImage(image: Image(width: 30, height: 30, repeating: 1), variance: 1)
        let psf = try AnalyticPSF(.gaussian, fwhm: 3)
        let map = SmoothMap(width: 30, height: 30, constant: 2)
        for place in [Double.nan, .infinity, -.infinity, 1e300, -1e300, 1e12] {
            #expect(AdaptiveMoments(of: image.image, nearX: place, y: 5).status != .converged)
            #expect(!WindowedCentroid(of: image.image, nearX: 5, y: place, sigma: 2).isSettled)
            #expect(ApertureFlux(of: image, x: place, y: 5, radius: 3).area == 0)
            #expect(ApertureFlux(of: image, x: 5, y: 5, radius: place).area == 0)
            #expect(ForcedPhotometry(image: image, psf: psf).flux(atX: place, y: 5).flux.isNaN)
            _ = map.value(atX: place, y: place)
            #expect(image.image.peaks(above: Float(place)).isEmpty || place < 0)
        }
    }
}
