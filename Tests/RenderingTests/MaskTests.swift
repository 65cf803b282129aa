import Bytes
import FITS
import Imaging
import Rendering
import SkyMath
import Testing

@Suite struct MaskTests {
    static let mask = (0..<900).map { MaskPlanes(rawValue: UInt16($0 % 128)) }

    static func file() throws -> Bytes {
        let file = LSSTStampFile(psf: StampFileTests.psf, hasMask: true)
        return try #require(
            file.encoded(
                StampFileTests.pixels, variance: StampFileTests.variance, mask: mask, at: StampFileTests.place))
    }

    @Test func `a file with a mask is the one without, and three blocks more`() throws {
        let (with, without) = (try Self.file(), try StampFileTests.file(41))
        #expect(with.count == without.count + 8640 && with.slice(0..<without.count) == without)
        let file = try FITSFile(with)
        let mask = try #require(file["MASK"])
        #expect(mask.header.integer("MP_BAD") == 0 && mask.header.integer("MP_EDGE") == 4)
        #expect(mask.header.integer("BITPIX") == 32 && mask.shape == [30, 30])
        #expect(mask.doubles() == Self.mask.map { Double($0.rawValue) })
    }

    @Test func `masks of another size are refused, and none is an empty one`() throws {
        let file = LSSTStampFile(psf: StampFileTests.psf, hasMask: true)
        let (pixels, variance) = (StampFileTests.pixels, StampFileTests.variance)
        #expect(file.encoded(pixels, variance: variance, mask: [.bad], at: StampFileTests.place) == nil)
        let empty = try #require(file.encoded(pixels, variance: variance, at: StampFileTests.place))
        #expect(try FITSFile(empty)["MASK"]?.doubles().allSatisfy { $0 == 0 } ?? false)
    }

    @Test func `bits agree with the pixels`() {
        let sources = [
            StampSource(x: 10, y: 9, scienceFlux: 2e6, templateFlux: 2e6),
            StampSource(x: 20, y: 21, scienceFlux: 4_000, templateFlux: 0),
            StampSource(x: 5, y: 23, scienceFlux: 0, templateFlux: 4_000),
            StampSource(x: 24, y: 5, scienceFlux: 9_000, templateFlux: 0, shape: .hit(Trail(length: 6, angle: 90))),
        ]
        let renderer = StampSceneTests.renderer
        let light = renderer.light(of: sources)
        let fullWell = 30_000.0
        var planes = light.still
        planes.readOut(fullWell: fullWell)
        let masks = renderer.masks(of: light, planes, sources, fullWell: fullWell)
        let still = light.still
        for index in 0..<900 {
            #expect(masks.science[index].contains(.saturated) == (Double(still.science[index]) >= fullWell))
            #expect(masks.template[index].contains(.saturated) == (Double(still.template[index]) >= fullWell))
        }
        func at(_ x: Int, _ y: Int) -> Int { y * 30 + x }
        #expect(masks.science[at(10, 9)].isSuperset(of: [.saturated, .detected]))
        #expect(masks.difference[at(10, 9)] == .saturated)
        #expect(masks.difference[at(20, 21)] == .detected)
        #expect(masks.difference[at(5, 23)] == .detectedNegative && masks.template[at(5, 23)] == .detected)
        let ray = masks.science.indices.filter { masks.science[$0].contains(.cosmicRay) }
        #expect(ray.contains(at(24, 5)) && ray.contains(at(24, 7)) && ray.allSatisfy { abs($0 % 30 - 24) <= 2 })
        #expect((6...30).contains(ray.count), "\(ray.count)")
        #expect(masks.template.allSatisfy { !$0.contains(.cosmicRay) })
    }

    @Test func `a point source is detected from a signal to noise of five on`() {
        let depth = StampSceneTests.visit
        let faintest = ABMagnitude.nJy(24)
        for (ratio, isSeen) in [(0.9, false), (1.4, true)] {
            let sources = [StampSource(x: 15, y: 15, scienceFlux: faintest * ratio, templateFlux: 0)]
            let renderer = StampRenderer(
                science: depth, template: EpochDepth(psf: depth.psf, skyNoise: 0, electronsPerNJy: 0))
            let light = renderer.light(of: sources)
            let masks = renderer.masks(of: light, light.still, sources, fullWell: 1e9)
            #expect(masks.science.contains(.detected) == isSeen && masks.difference.contains(.detected) == isSeen)
        }
    }

    @Test func `a ring is even between its rims and keeps its flux`() {
        let ring = Ring(diameter: 80, hole: 0.5)
        let source = StampSource(x: 60, y: 60, scienceFlux: 1e6, templateFlux: 0, shape: .ring(ring))
        let still = StampRenderer(
            width: 121, height: 121, science: StampSceneTests.visit, template: StampSceneTests.coadd
        ).light(of: [source]).still
        let sum = still.science.reduce(0.0) { $0 + Double($1) }
        #expect(abs(sum / 1e6 - 1) < 0.01)
        #expect(still.science[60 * 121 + 60] == 0 && still.template.allSatisfy { $0 == 0 })
        #expect(abs(Double(still.science[60 * 121 + 90]) - 1e6 / ring.area) < 0.01)
    }
}
