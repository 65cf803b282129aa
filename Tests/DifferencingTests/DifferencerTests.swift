import Detection
import Differencing
import Imaging
import Testing

@Suite struct DifferencerTests {
    typealias Source = (x: Double, y: Double, flux: Double)

    static let sources: [Source] = RawPair.places.map { ($0.x, $0.y, 20_000) }

    static let changed = RawPair(seed: 33, transients: sources)
    static let result = Result { try changed.run() }

    @Test func `an unchanged field shows nothing`() throws {
        let result = try RawPair(seed: 31).run()
        #expect(result.detections.allSatisfy { abs($0.signalToNoise) < 6 })
        #expect(result.detections.count <= 2)
        #expect(result.kernel.convolved == .template)
        #expect(result.kernel.templateFWHM < result.kernel.scienceFWHM)
        #expect(result.kernel.stampsUsed + result.kernel.stampsDropped == result.kernel.stamps)
    }

    @Test func `an image less itself shows nothing`() throws {
        var pair = RawPair(seed: 32)
        pair.science = pair.template
        #expect(try pair.run().detections.isEmpty)
    }

    @Test(arguments: [1, 1.4])
    func `new sources are found with their places and fluxes`(scale: Double) throws {
        let result =
            try scale == 1 ? Self.result.get() : RawPair(seed: 43, scale: scale, transients: Self.sources).run()
        var (sum, weight, squares) = (0.0, 0.0, 0.0)
        for source in Self.sources {
            let found = try #require(Self.nearest(result, source))
            #expect(found.signalToNoise > 15)
            #expect(abs(found.x - source.x) < 5 * found.xError && abs(found.y - source.y) < 5 * found.yError)
            let pull = (found.flux - source.flux) / found.fluxError
            sum += found.flux / (found.fluxError * found.fluxError)
            weight += source.flux / (found.fluxError * found.fluxError)
            squares += pull * pull / Double(Self.sources.count)
        }
        #expect(abs(sum / weight - 1) < 0.02)
        #expect(squares < 2.5)
        #expect(abs(result.kernel.kernelSum / scale - 1) < 0.02)
    }

    private static func nearest(_ result: DifferencingResult, _ source: Source) -> DifferenceDetection? {
        result.detections.first { abs($0.x - source.x) < 2 && abs($0.y - source.y) < 2 }
    }

    @Test func `swapping the images changes the sign`() throws {
        let pair = Self.changed
        var swapped = pair
        (swapped.science, swapped.template) = (pair.template, pair.science)
        let (one, other) = (try Self.result.get(), try swapped.run())
        #expect(one.kernel.convolved == .template && other.kernel.convolved == .science)
        for source in Self.sources {
            let found = try #require(Self.nearest(one, source))
            let turned = try #require(Self.nearest(other, source))
            #expect(!found.isNegative && turned.isNegative)
            // What has vanished is a static source too, and a part of its light counts as that source's residual.
            #expect(abs(found.flux * one.kernel.kernelSum + turned.flux) < 0.05 * source.flux)
        }
    }

    @Test func `the deeper image is convolved where both are about equally sharp, else the sharper one`() throws {
        func convolved(_ science: Double, _ template: Double) throws -> ConvolvedImage {
            try RawPair(seed: 35, psfs: (Moffat(fwhm: science), Moffat(fwhm: template))).run().kernel.convolved
        }
        #expect(try convolved(3.5, 3.7) == .template)
        #expect(try convolved(3.7, 3.5) == .template)
        #expect(try convolved(3.2, 4.2) == .science)
        var turned = RawPair(seed: 35, psfs: (Moffat(fwhm: 3.5), Moffat(fwhm: 3.7)))
        (turned.science, turned.template) = (turned.template, turned.science)
        #expect(try turned.run().kernel.convolved == .science)
    }

    @Test func `few stars are enough where the kernel is well determined`() throws {
        let result = try Self.result.get()
        #expect(result.kernel.stampsUsed < 60 && result.kernel.quality.isEmpty, "\(result.kernel.quality)")
    }

    @Test func `the image to convolve can be chosen`() throws {
        var options = RawPair.options
        options.convolving = .template
        let pair = RawPair(seed: 35, psfs: (SyntheticPair.sharp, Moffat(fwhm: 3.9)), transients: Self.sources)
        #expect(try pair.run().kernel.convolved == .science)
        let forced = try pair.run(options)
        #expect(forced.kernel.convolved == .template)
        #expect(forced.detections.filter { $0.signalToNoise > 10 }.count >= 8)
    }

    @Test func `masked pixels and those that are no numbers stay out`() throws {
        var pair = Self.changed
        let (x, y) = (Int(Self.sources[4].x), Int(Self.sources[4].y))
        for v in y - 6...y + 6 {
            for u in x - 6...x + 6 {
                pair.science.mask[u, v].insert(.bad)
                pair.science.image[u, v] = .nan
            }
        }
        pair.template.variance[x - 40, y] = .nan
        let result = try pair.run()
        #expect(result.difference.mask[x, y].contains(.bad) && !result.difference.isUsable(x: x, y: y))
        #expect(result.difference.mask[x - 40, y].contains(.noData))
        #expect(
            result.detections.filter { $0.flags.isEmpty }.allSatisfy { hypot($0.x - Double(x), $0.y - Double(y)) > 5 })
        #expect(!result.difference.image.pixels.contains { !$0.isFinite })
        #expect(result.counts.usablePixels < RawPair.side * RawPair.side - 169)
    }

    @Test func `a tenth of a pixel of shift makes no forest of detections`() throws {
        let result = try RawPair(seed: 37, shift: 0.1).run()
        #expect(result.detections.count <= 2)
    }

    @Test func `one and two threads give the same detections`() throws {
        let (one, two) = (try Self.changed.run(threads: 1), try Self.result.get())
        #expect(one.detections == two.detections)
        #expect(one.difference == two.difference)
        #expect(one.counts == two.counts)
    }

    @Test func `the difference as it was subtracted is given where it is asked for`() throws {
        var options = RawPair.options
        options.keepsRawDifference = true
        let result = try Self.changed.run(options)
        let raw = try #require(result.rawDifference)
        let blank = raw.bounds.grown(by: -10)
        var pulls: [Float] = []
        for y in blank.rows {
            for x in blank.columns where result.scene[x, y] < 5 && raw.isUsable(x: x, y: y) {
                pulls.append(raw.image[x, y] / raw.variance[x, y].squareRoot())
            }
        }
        #expect(abs(scatter(pulls) - 1) < 0.03)
    }
}

private func hypot(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
