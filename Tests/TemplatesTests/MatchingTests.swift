import Imaging
import Testing

@testable import Templates

@Suite struct MatchingTests {
    @Test(arguments: [2.5, 3.5, 4.5]) func `a kernel turns a PSF into the target`(fwhm: Double) throws {
        let solver = try KernelSolver(TargetPSF(fwhm: 5), side: 41)
        let psf = try AnalyticPSF(.moffat(beta: 3.5), fwhm: fwhm, axisRatio: 0.9, angle: 30)
        let solution = try solver.kernel(for: psf.image(atX: 0, y: 0, side: 41))
        #expect(solution.mismatch < 0.02)
        #expect(abs(solution.weights.pixels.reduce(0, +) - 1) < 1e-4)
    }

    @Test func `a Gaussian is matched by the Gaussian of what is missing`() throws {
        let solver = try KernelSolver(TargetPSF(fwhm: 5), side: 41)
        let kernel = try solver.kernel(for: AnalyticPSF(.gaussian, fwhm: 3).image(atX: 0, y: 0, side: 41)).weights
        let wanted = try AnalyticPSF(.gaussian, fwhm: 4).image(atX: 0, y: 0, side: kernel.width)
        // The pixel's own width is in both PSFs and not in the kernel.
        let worst = zip(kernel.pixels, wanted.pixels).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 0.06 * (wanted.pixels.max() ?? 0))
    }

    @Test func `a PSF wider than the target is told by its mismatch`() throws {
        let solver = try KernelSolver(TargetPSF(fwhm: 3), side: 41)
        let solution = try solver.kernel(for: AnalyticPSF(.gaussian, fwhm: 7).image(atX: 0, y: 0, side: 41))
        #expect(solution.mismatch > 0.1)
        #expect(solution.weights.pixels.allSatisfy { $0.isFinite })
    }

    @Test func `matched warps show stars with the target's profile and the noise that is told`() throws {
        var sky = TestSky(side: 128)
        sky.stars = [TestSky.Star(x: 70, y: 60, flux: 1e6)]
        sky.gain = 0
        for n in [1, 4] {
            let warp = try PatchWarp(of: sky.exposure(n), onto: sky.frame(), map: sky.map(n))
            let matched = try #require(warp.matched)
            let target = try AnalyticPSF(.gaussian, fwhm: 5.2).image(atX: 0, y: 0, side: 15)
            let star = matched.cropped(to: PixelBox(aroundX: 70, y: 60, radius: 7))
            let worst = zip(star.pixels, target.pixels).map { abs($0 / 1e6 - $1) }.max() ?? 1
            #expect(worst < 0.02 * (target.pixels.max() ?? 0))
            let blank = matched.cropped(to: PixelBox(x: 10, y: 10, width: 40, height: 108)).pixels
            let scatter = rms(blank.map(Double.init))
            #expect(abs(scatter / warp.input.matchedVariance.squareRoot() - 1) < 0.25)
        }
    }

    @Test func `the extremes of a pixel are the same in every order`() {
        let values: [Float] = [3, -8, 12, 5, 4, 40, 6, -1]
        func extremes(_ order: [Int]) -> (EpochExtremes, Float) {
            var pixel = EpochExtremes()
            var settled: Float = 0
            for n in order {
                let value = EpochValue(matched: values[n], light: values[n], variance: 1)
                if let left = pixel.insert(value, UInt16(n)) { settled += left.value.light }
            }
            return (pixel, settled)
        }
        for order in [[0, 1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1, 0], [5, 1, 2, 0, 7, 3, 6, 4]] {
            let (pixel, settled) = extremes(order)
            let kept = (0..<pixel.kept).map { pixel[$0] }
            #expect(kept.map(\.value.matched) == [40, 12, 6, -8])
            #expect(kept.map(\.input) == [5, 2, 6, 1])
            #expect(settled == 11 && pixel.count == 8 && pixel.settled == 4 && abs(pixel.mean - 2.75) < 1e-6)
            #expect(abs(pixel.squares - 20.75) < 1e-4)
        }
    }

    private static let typicalValues: [([Float], Float)] = [
        ([9, 2, 5], 5), ([9, 1, 5, 4], 4.5), ([900, 5, 3, 4, -800], 4), ([900, 700, 800, 5, 4, 3, 3], 3.75),
        ([6, 5, 4, 3, 2, 1], 3.5),
    ]

    @Test(arguments: typicalValues)
    func `what most exposures have is told without those far away`(values: [Float], typical: Float) {
        var pixel = EpochExtremes()
        for (n, value) in values.enumerated() {
            #expect((pixel.typical { _ in 3 } == nil) == (n < 3))
            _ = pixel.insert(EpochValue(matched: value, light: 0, variance: 1), UInt16(n))
        }
        let reach: Float = values.count < 5 ? 1 : 5
        #expect(abs((pixel.typical { _ in reach }?.value ?? .nan) - typical) < 1e-5)
    }

    @Test(arguments: [(2, 0), (3, 1), (5, 2), (10, 2), (34, 3), (100, 5)])
    func `an artefact is in at most few exposures`(count: Int, few: Int) {
        #expect(ArtefactOptions().few(of: count) == few)
    }
}
