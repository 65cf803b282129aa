import Detection
import Differencing
import Imaging
import Testing

@Suite struct ZOGYMaskTests {
    private let empty = Image<MaskPlanes>(width: 256, height: 256, repeating: [])

    private func made(_ field: ZOGYField, _ masks: (Image<MaskPlanes>, Image<MaskPlanes>)) throws -> ProperDifference {
        let (science, template) = try field.inputs(masks)
        return try ProperDifference(
            science: science, template: template, match: StarMatch(ratio: 1), options: ZOGYField.options)
    }

    @Test func `masked pixels stay masked, spread by the rule, and hold 0`() throws {
        var (science, template) = (empty, empty)
        science[100, 60] = [.bad, .interpolated]
        template[150, 60] = .cosmicRay
        template[60, 160] = .saturated
        template[200, 200] = .detected
        let made = try made(ZOGYField(), (science, template))
        let mask = made.image.mask
        #expect(mask[100, 60] == [.bad, .interpolated])
        #expect(mask[105, 60] == .bad && mask[106, 60] == [])
        #expect(mask[153, 64] == .cosmicRay && mask[154, 64] == [])
        #expect(mask[73, 160] == .saturated && mask[74, 160] == [])
        #expect(mask[200, 200] == .detected)
        #expect(mask[4, 90] == .edge && mask[5, 90] == [])
        for (x, y) in [(100, 60), (104, 60), (151, 60), (60, 165), (0, 0)] {
            #expect(made.image.image[x, y] == 0 && made.score[x, y] == 0 && made.significance[x, y] == 0)
        }
        #expect(made.image.image[200, 200] != 0 && made.significance[200, 200] != 0)
    }

    @Test func `nothing is detected in masked pixels, nor beside a saturated star`() throws {
        var field = try ZOGYField()
        field.new = [(x: 60, y: 60, flux: 20_000), (x: 180, y: 180, flux: 20_000)]
        field.stars = [(x: 120, y: 120, flux: 1e6)]
        var (science, template) = (empty, empty)
        for y in 57..<64 { for x in 57..<64 { science[x, y] = .bad } }
        for y in 110..<131 { for x in 110..<131 { (science[x, y], template[x, y]) = (.saturated, .saturated) } }
        var (own, other) = try field.inputs((science, template))
        for y in 110..<131 {
            for x in 110..<131 {
                own.image.image[x, y] = min(own.image.image[x, y], 2e4)
                other.image.image[x, y] = min(other.image.image[x, y], 2e4)
            }
        }
        let made = try ProperDifference(
            science: own, template: other, match: StarMatch(ratio: 1, sigmaX: 0.01, sigmaY: 0.01),
            options: ZOGYField.options)
        let found = made.detections()
        #expect(found.count == 1)
        #expect(abs((found.first?.x ?? 0) - 180) < 0.5)
    }

    @Test func `pixels that are no numbers spoil nothing but what is near`() throws {
        let field = try ZOGYField()
        let (science, template) = try field.images()
        var planes = try MaskedImage(
            image: science, variance: Image(width: 256, height: 256, repeating: 100), mask: empty)
        planes.image[70, 80] = .nan
        planes.image[71, 80] = .infinity
        planes.variance[190, 100] = .nan
        let made = try ProperDifference(
            science: ProperImage(planes, psf: field.psfs.science),
            template: ProperImage(
                MaskedImage(image: template, variance: 36), psf: field.psfs.template),
            match: StarMatch(ratio: 1), options: ZOGYField.options)
        for plane in [made.image.image, made.image.variance, made.score, made.scoreNoise, made.significance] {
            #expect(plane.pixels.allSatisfy { $0.isFinite })
        }
        #expect(made.image.mask[70, 80].contains(.noData) && made.image.mask[190, 100].contains(.noData))
        #expect(abs(scatter(made.significance.pixels.filter { $0 != 0 }) - 1) < 0.02)
        #expect(made.detections(above: 5.5).isEmpty)
    }

    @Test func `what cannot be subtracted is refused`() throws {
        let field = try ZOGYField()
        let (science, template) = try field.inputs()
        var small = field
        small.side = 100
        let other = try small.inputs().science
        #expect(throws: DifferencingError.self) {
            try ProperDifference(science: science, template: other, match: StarMatch(ratio: 1))
        }
        #expect(throws: DifferencingError.self) { try StarMatch(ratio: 0) }
        #expect(throws: DifferencingError.self) { try StarMatch(ratio: 1, sigmaX: .nan) }
        #expect(throws: DifferencingError.self) {
            try StarMatch(science: science, template: template, stars: [StampPosition(x: 50, y: 50)])
        }
        var options = ZOGYField.options
        options.tiles.core = 190
        #expect(throws: DifferencingError.self) {
            try ProperDifference(science: science, template: template, match: StarMatch(ratio: 1), options: options)
        }
        var infinite = science.image
        infinite.image[3, 3] = .infinity
        #expect(throws: DifferencingError.self) { try ProperImage(infinite, psf: field.psfs.science) }
        #expect(throws: DifferencingError.self) {
            try ProperImage(
                science.image, psf: field.psfs.science, noise: SmoothMap(width: 9, height: 256, constant: 1))
        }
    }
}
