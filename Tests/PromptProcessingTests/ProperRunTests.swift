import Differencing
import Imaging
import PromptProcessing
import Testing

/// `--method zogy` from images to detections.
struct ProperRunTests {
    /// Far from the field's stars, which are 34 pixels apart.
    private static let added: [(Double, Double, Double)] = [
        (82.25, 84.5, 9000), (151.5, 83.75, 12_000), (220.0, 83.3, 9000), (82.6, 187.0, 15_000), (151.2, 256.5, 9000),
        (220.75, 187.4, 12_000), (289.5, 256.0, 15_000),
    ]
    private static let options: DifferencerOptions = {
        var options = MadeField.options
        options.method = .zogy
        return options
    }()

    private func planes(_ field: MadeField, noise: Double, scale: Float = 1) throws -> MaskedImage {
        let variances = field.image.map {
            scale * scale * (max(0, $0 - MadeField.sky) * 0.02 + Float(noise * noise))
        }
        return try MaskedImage(
            image: field.image.map { scale * $0 }, variance: variances,
            mask: Image(width: MadeField.side, height: MadeField.side, repeating: []))
    }

    /// Science units are 1.3 of the template's.
    private func pair() throws -> (science: MaskedImage, template: MaskedImage) {
        (
            try planes(MadeField(seed: 1, fwhm: 4.2, added: Self.added), noise: 5, scale: 1.3),
            try planes(MadeField(seed: 2, fwhm: 3.3, noise: 2.5), noise: 2.5)
        )
    }

    private func run(_ science: MaskedImage, _ template: MaskedImage, threads: Int = 2) throws -> DifferencingResult {
        try ImageDifferencer(options: Self.options).run(science: science, template: template, threads: threads)
    }

    private func clear(_ result: DifferencingResult) -> [DifferenceDetection] {
        result.detections.filter { abs($0.signalToNoise) >= 6 && $0.flags.isEmpty }
    }

    private func nearest(_ all: [DifferenceDetection], _ x: Double, _ y: Double) throws -> DifferenceDetection {
        let near = try #require(all.min { abs($0.x - x) + abs($0.y - y) < abs($1.x - x) + abs($1.y - y) })
        #expect(abs(near.x - x) < 0.3 && abs(near.y - y) < 0.3)
        return near
    }

    @Test func `what was added is found with its flux in science units, and nothing else`() throws {
        let (science, template) = try pair()
        let result = try run(science, template)
        let kernel = try ImageDifferencer(options: MadeField.options).run(science: science, template: template)
        let (found, other) = (clear(result), kernel.detections)
        #expect(found.count == Self.added.count)
        let units = result.kernel.kernelSum
        #expect(abs(units / 1.3 - 1) < 0.01)
        for (x, y, flux) in Self.added {
            let (own, theirs) = (try nearest(found, x, y), try nearest(other, x, y))
            // In a field as crowded as this the sky is taken too high by what stars leave between them, so that a PSF's sum,
            // and all fluxes with it, are right to a hundredth or two, whatever the method.
            #expect(abs(own.flux * units / (1.3 * flux) - 1) < 0.02 + 3 * own.fluxError / flux)
            #expect(abs(own.flux * units / (theirs.flux * kernel.kernel.kernelSum) - 1) < 3 * own.fluxError / flux)
        }
        #expect(result.kernel.method == .zogy && result.kernelField == nil && result.kernel.quality.isEmpty)
        #expect(abs(result.kernel.pixelCalibration - 1) < 0.05)
    }

    @Test func `images that were exchanged give the other sign and the same flux`() throws {
        let (science, template) = try pair()
        let (one, two) = (try run(science, template), try run(template, science))
        let (found, exchanged) = (clear(one), clear(two))
        #expect(exchanged.count == Self.added.count && exchanged.allSatisfy(\.isNegative))
        for (x, y, flux) in Self.added {
            let (own, other) = (try nearest(found, x, y), try nearest(exchanged, x, y))
            #expect(abs(own.flux * one.kernel.kernelSum + other.flux) < 0.01 * 1.3 * flux)
        }
    }

    @Test func `equal images give nothing`() throws {
        let template = try pair().template
        #expect(try run(template, template).detections.isEmpty)
    }

    @Test func `masked regions stay masked, and nothing is found in them or at their rims`() throws {
        var (science, template) = try pair()
        let star = try #require(MadeField(seed: 2).stars.max { $0.flux < $1.flux })
        let (column, row) = (Int(star.x.rounded()), Int(star.y.rounded()))
        for y in 0..<MadeField.side { science.mask[column - 1, y].insert(.bad) }
        for y in row - 3...row + 3 {
            for x in column - 3...column + 3 { template.mask[x, y].insert(.saturated) }
        }
        for y in 80..<90 { for x in 78..<88 { science.mask[x, y].insert(.bad) } }
        let result = try run(science, template)
        let (mask, image) = (result.difference.mask, result.difference.image)
        let isKept = zip(mask.pixels, zip(science.mask.pixels, template.mask.pixels)).allSatisfy {
            $0.isSuperset(of: $1.0.union($1.1).intersection(.excluding))
        }
        let isBlank = zip(mask.pixels, image.pixels).allSatisfy { $0.isDisjoint(with: .excluding) || $1 == 0 }
        #expect(isKept && isBlank)
        #expect(mask[column + 8, row].contains(.saturated) && mask[column + 3, 5].contains(.bad))
        let found = clear(result)
        for one in found {
            #expect(Self.added.dropFirst().contains { abs($0.0 - one.x) < 1 && abs($0.1 - one.y) < 1 })
        }
    }

    @Test func `one and two threads make the same`() throws {
        let (science, template) = try pair()
        let (one, two) = (try run(science, template, threads: 1), try run(science, template, threads: 2))
        let isSame =
            one.difference.image == two.difference.image && one.difference.variance == two.difference.variance
            && one.significance == two.significance && one.scene == two.scene && one.detections == two.detections
        #expect(isSame)
    }
}
