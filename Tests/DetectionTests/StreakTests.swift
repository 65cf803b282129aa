import Detection
import Imaging
import SkyMath
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct StreakTests {
    private let side = 512
    private var noise: SmoothMap { SmoothMap(width: side, height: side, constant: 10) }

    /// Stars and noise.
    private func field(seed: UInt64, stars: Int = 120) throws -> MaskedImage {
        var field = SyntheticField(side, side)
        (field.sigma, field.seed, field.gain) = (1.8, seed, 1)
        var draws = Draws(seed: seed, 41)
        for _ in 0..<stars {
            let place = (x: Double(side) * draws.uniform(), y: Double(side) * draws.uniform())
            field.stars.append(.init(x: place.x, y: place.y, flux: 200 * pow(500, draws.uniform())))
        }
        return try field.masked()
    }

    /// Adds a trail of given crest and width.
    private func add(
        _ image: inout MaskedImage, theta: Double, rho: Double, crest: Double, width: Double,
        where isLit: (Int, Int) -> Bool = { _, _ in true }
    ) {
        let (c, s) = (cos(theta * .pi / 180), sin(theta * .pi / 180))
        for y in 0..<side {
            for x in 0..<side where isLit(x, y) {
                let u = (Double(x) * c + Double(y) * s - rho) / width
                if abs(u) < 6 { image.image[x, y] += Float(crest * exp(-u * u / 2)) }
            }
        }
    }

    @Test(arguments: [(0.3, 2.0, 37.0), (0.5, 2.0, 118.0), (0.5, 2.5, 1.0), (3.0, 1.8, 92.5), (20.0, 3.0, 160.0)])
    func `a trail of any brightness is found where it is`(share: Double, width: Double, theta: Double) throws {
        var image = try field(seed: 1)
        let (c, s) = (cos(theta * .pi / 180), sin(theta * .pi / 180))
        let rho = 250 * c + 270 * s
        add(&image, theta: theta, rho: rho, crest: 10 * share, width: width)
        let streaks = try StreakFinder().streaks(in: image, noise: noise)
        #expect(streaks.count == 1)
        let streak = try #require(streaks.first)
        #expect(abs(streak.theta - theta) < 4 * streak.thetaError + 0.02)
        let offset = (streak.startX + streak.endX) / 2 * c + (streak.startY + streak.endY) / 2 * s - rho
        #expect(abs(offset) < 4 * streak.rhoError + 0.1)
        #expect(abs(streak.width - width) < 4 * streak.widthError + 0.1)
        #expect(abs(streak.surfaceBrightness - 10 * share) < 4 * streak.surfaceBrightnessError + 0.3 * share)
        #expect(streak.length > 430)
        let mask = StreakFinder.mask(of: streaks, width: side, height: side)
        let (x, y) = (Int((streak.startX + streak.endX) / 2), Int((streak.startY + streak.endY) / 2))
        let isMarked = mask[x, y] == .streak && mask[(x + 100) % side, (y + 40) % side].isEmpty
        #expect(isMarked)
    }

    @Test func `a trail that ends in the image has its ends`() throws {
        var image = try field(seed: 2)
        add(&image, theta: 60, rho: 300, crest: 15, width: 2) { _, y in y > 100 && y < 380 }
        let streaks = try StreakFinder().streaks(in: image, noise: noise)
        #expect(streaks.count == 1)
        let streak = try #require(streaks.first)
        let (low, high) = (min(streak.startY, streak.endY), max(streak.startY, streak.endY))
        #expect(abs(low - 100) < 40)
        #expect(abs(high - 380) < 40)
    }

    @Test func `two that cross are two`() throws {
        var image = try field(seed: 3)
        add(&image, theta: 30, rho: 350, crest: 8, width: 2)
        add(&image, theta: 100, rho: 180, crest: 30, width: 2)
        let streaks = try StreakFinder().streaks(in: image, noise: noise)
        #expect(streaks.count == 2)
        let angles = streaks.map(\.theta).sorted()
        let areRight = zip(angles, [30, 100]).allSatisfy { abs($0 - $1) < 0.3 }
        #expect(areRight)
    }

    @Test func `stars, galaxies and noise are no trails`() throws {
        for seed in 4..<8 {
            let image = try field(seed: UInt64(seed), stars: 150)
            let count = try StreakFinder().streaks(in: image, noise: noise).count
            #expect(count == 0)
        }
    }

    @Test func `one thread finds what two find, and bad input is refused`() throws {
        var image = try field(seed: 9)
        add(&image, theta: 70, rho: 300, crest: 6, width: 2)
        for x in 0..<side { image.image[x, 200] = .nan }
        let one = try StreakFinder().streaks(in: image, noise: noise, threads: 1)
        let two = try StreakFinder().streaks(in: image, noise: noise, threads: 2)
        #expect(one == two && one.count == 1)
        #expect(throws: DetectionError.self) {
            try StreakFinder().streaks(in: image, noise: SmoothMap(width: 9, height: 9, constant: 1))
        }
        #expect(throws: DetectionError.self) { try StreakFinder(bin: 0).streaks(in: image, noise: noise) }
        let empty = MaskedImage(image: Image(width: 100, height: 90, repeating: .nan), variance: 1)
        let none = try StreakFinder().streaks(in: empty, noise: SmoothMap(width: 100, height: 90, constant: 1))
        #expect(none.isEmpty)
    }
}
