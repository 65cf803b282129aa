import Imaging
import Testing

@Suite struct ShiftTests {
    static let spot = GaussianSpot(x: 24, y: 22, sigma: 1.6)

    @Test(arguments: Lanczos.allCases) func `a shifted spot is where it was moved to`(kernel: Lanczos) throws {
        for (dx, dy) in [(0.5, 0), (0.25, -0.4), (-3.3, 2.7), (0.01, 0.49), (-0.5, 0.5)] {
            let moved = try Self.spot.image(48, 48).shifted(byX: dx, y: dy, kernel: kernel)
            #expect(abs(moved.centroid.x - 24 - dx) < 1e-3)
            #expect(abs(moved.centroid.y - 22 - dy) < 1e-3)
            #expect(abs(moved.total - 1) < 1e-5)
            let wanted = GaussianSpot(x: 24 + dx, y: 22 + dy, sigma: 1.6).image(48, 48)
            #expect(moved.distance(to: wanted) < 0.008 * (wanted.pixels.max() ?? 0))
        }
    }

    @Test func `there and back again is the image, better with a wider kernel`() throws {
        let image = GaussianSpot(x: 30, y: 30, sigma: 2).image(61, 61)
        let left = try Lanczos.allCases.map { kernel in
            try image.shifted(byX: 0.37, y: -0.21, kernel: kernel).shifted(byX: -0.37, y: 0.21, kernel: kernel)
                .distance(to: image) / image[30, 30]
        }
        #expect(left[0] < 8e-3 && left[1] < 4e-3 && left[2] < 4e-3, "\(left)")
        #expect(left[0] > left[1] && left[0] > left[2])
    }

    @Test func `a whole shift is exact and what comes in has no data`() throws {
        var noise = Noise(seed: 4)
        var source = MaskedImage(
            image: try Image(width: 20, height: 10, pixels: noise.image(20, 10)), variance: 2)
        source.mask[4, 4] = .suspect
        let moved = try source.shifted(byX: 3, y: -2)
        #expect(moved.image[10, 5] == source.image[7, 7])
        #expect(moved.mask[7, 2] == .suspect)
        #expect(moved.mask[2, 5] == .noData && moved.variance[2, 5] == 0)
        #expect(moved.mask[10, 8] == .noData && !moved.isUsable(x: 10, y: 8))
        #expect(moved.usableValues().count == 17 * 8)
        #expect(try source.shifted(byX: -500, y: 0).usableValues().isEmpty)
    }

    @Test(arguments: Lanczos.allCases) func `polynomials are moved exactly`(kernel: Lanczos) throws {
        let degree = kernel == .three ? 3 : 5
        func value(_ x: Double) -> Double {
            (0...degree).reduce(0) { sum, n in sum + (0..<n).reduce(1.0) { product, _ in product * (x - 20) / 10 } }
        }
        let image = try Image(width: 41, height: 1, pixels: (0..<41).map { Float(value(Double($0))) })
        let moved = try image.shifted(byX: 0.3, y: 0, kernel: kernel)
        for x in 6..<35 {
            #expect(abs(Double(moved[x, 0]) - value(Double(x) - 0.3)) < 2e-5 * (1 + abs(value(Double(x)))))
        }
    }

    @Test func `a level stays a level`() throws {
        let level = MaskedImage(image: Image(width: 30, height: 30, repeating: 7), variance: 1)
        let moved = try level.shifted(byX: 0.3, y: 0.4, kernel: .four)
        #expect(moved.usableValues().allSatisfy { abs($0 - 7) < 1e-5 })
        #expect(moved.usableValues().count == 22 * 22)
    }

    @Test func `shifts that are no number are refused`() {
        let image = Image<Float>(width: 3, height: 3, repeating: 0)
        #expect(throws: ImagingError.self) { try image.shifted(byX: .nan, y: 0) }
        #expect(throws: ImagingError.self) { try image.shifted(byX: 0, y: .infinity) }
    }
}
