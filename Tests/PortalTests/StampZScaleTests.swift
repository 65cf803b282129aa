import AlertModel
import AlertTesting
import Testing

@testable import Portal

@Suite struct StampZScaleTests {
    @Test func `nothing finite has no limits`() {
        #expect(ZScale().limits([]) == nil)
        #expect(ZScale().limits([.nan, .infinity]) == nil)
    }

    @Test func `few values are shown whole`() {
        #expect(ZScale().limits([3]) == 3...3)
        #expect(ZScale().limits([3, -1, .nan, 8]) == -1...8)
    }

    @Test func `a constant image has the constant for both limits`() {
        #expect(ZScale().limits([Float](repeating: 0.1, count: 900)) == Double(Float(0.1))...Double(Float(0.1)))
    }

    @Test func `a star does not move the limits of the sky around it`() throws {
        var generator = SplitMix(seed: 3)
        let sky = (0..<2601).map { _ in Float.random(in: -10...10, using: &generator) }
        var withStar = sky
        for index in 1300..<1320 { withStar[index] = 1e6 }
        let plain = try #require(ZScale().limits(sky))
        let limits = try #require(ZScale().limits(withStar))
        #expect(abs(limits.lowerBound - plain.lowerBound) < 2)
        #expect(limits.upperBound < 100)
    }

    /// Tolerance: a millionth of the width of the limits.
    @Test(.enabled(if: StampData.isPresent && StampData.hasAstropy, "needs real packets, and astropy at TOCSIN_PYTHON"))
    func `limits of real stamps are astropy's`() throws {
        let images = try StampData.images(limit: 40)
        #expect(images.count > 60)
        let script = """
            import sys, numpy
            from astropy.visualization import ZScaleInterval
            for name in sys.argv[1:]:
                print(*map(float, ZScaleInterval().get_limits(numpy.fromfile(name, '<f4').astype(float))))
            """
        let contents = images.map { $0.pixels.withUnsafeBytes { Array($0) } }
        let lines = try StampData.run(script, with: contents).split(separator: "\n")
        try #require(lines.count == images.count)
        for (image, line) in zip(images, lines) {
            let expected = line.split(separator: " ").compactMap { Double($0) }
            let limits = try #require(ZScale().limits(image.pixels))
            let tolerance = 1e-6 * (expected[1] - expected[0])
            #expect(
                abs(limits.lowerBound - expected[0]) <= tolerance && abs(limits.upperBound - expected[1]) <= tolerance)
        }
    }
}
