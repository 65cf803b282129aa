import AlertModel
import Bytes
import FITS
import Testing

@testable import Portal

@Suite struct StampFITSTests {
    private static func stamp(_ value: Float) -> Stamp {
        var image = StampImage(width: 3, height: 2, pixels: [value, .nan, 2, 3, 4, 5])
        image.unit = "nJy"
        image.wcs = WCS(referenceX: 1, referenceY: 1, ra: 10, dec: -20, cd11: -5e-5, cd12: 0, cd21: 0, cd22: 5e-5)
        image.variance = [1, 2, 3, 4, 5, 6]
        image.mask = [0, 1, 2, 4, 8, -1]
        image.psf = PointSpreadFunction(width: 1, height: 3, pixels: [0.25, 0.5, 0.25])
        return .image(image)
    }

    @Test func `stamps come back from the file as they were`() throws {
        let bytes = try #require(
            StampFITS.combined(science: Self.stamp(1), template: Self.stamp(-7), difference: Self.stamp(8)))
        let file = try FITSFile(bytes)
        let names = ["SCIENCE", "TEMPLATE", "DIFFERENCE"].flatMap { [$0, "\($0)_VAR", "\($0)_MASK", "\($0)_PSF"] }
        #expect(file.hdus.map(\.name) == [""] + names)
        let template = try #require(file["TEMPLATE"])
        #expect(template.shape == [3, 2] && template.floats()[0] == -7 && template.floats()[1].isNaN)
        #expect(template.header.string("BUNIT") == "nJy")
        #expect(file["TEMPLATE_VAR"]?.header.string("BUNIT") == "nJy**2")
        #expect(WCS(template.header) == Self.stamp(0).image?.wcs)
        #expect(file["SCIENCE_MASK"]?.doubles() == [0, 1, 2, 4, 8, -1])
        #expect(file["SCIENCE_PSF"]?.doubles() == [0.25, 0.5, 0.25])
        #expect(bytes.count.isMultiple(of: 2880))
    }

    @Test func `stamps that are missing or pictures are left out`() throws {
        let bytes = try #require(StampFITS.combined(science: .jpeg([1]), template: nil, difference: Self.stamp(8)))
        #expect(try FITSFile(bytes).hdus.count == 5)
        #expect(StampFITS.combined(science: .jpeg([1]), template: nil, difference: nil) == nil)
        let broken = Stamp.image(StampImage(width: 4, height: 4, pixels: [1]))
        #expect(StampFITS.combined(science: broken, template: nil, difference: nil) == nil)
    }

    @Test(.enabled(if: StampData.isPresent && StampData.hasAstropy, "needs real packets, and astropy at TOCSIN_PYTHON"))
    func `astropy reads what is written of real stamps`() throws {
        let images = try StampData.images(limit: 3).filter { $0.wcs != nil }
        try #require(images.count >= 3)
        let file = try #require(
            StampFITS.combined(science: .image(images[0]), template: .image(images[1]), difference: .image(images[2])))
        let script = """
            import sys, numpy
            from astropy.io import fits
            from astropy.wcs import WCS
            hdus = fits.open(sys.argv[1])
            hdus.verify("exception")
            for index, name in enumerate(["SCIENCE", "TEMPLATE", "DIFFERENCE"]):
                pixels = numpy.fromfile(sys.argv[2 + index], "<f4").reshape(hdus[name].data.shape)
                assert numpy.array_equal(hdus[name].data, pixels, equal_nan=True)
                print(*WCS(hdus[name].header).pixel_to_world_values(0, 0))
            """
        let contents = [Array(file)] + images.prefix(3).map { $0.pixels.withUnsafeBytes { Array($0) } }
        let lines = try StampData.run(script, with: contents).split(separator: "\n").filter { !$0.contains("WARNING") }
        for (image, line) in zip(images, lines.suffix(3)) {
            let place = line.split(separator: " ").compactMap { Double($0) }
            let sky = try #require(image.wcs).sky(x: 0, y: 0)
            try #require(place.count == 2)
            #expect(abs(place[0] - sky.ra) < 1e-8 && abs(place[1] - sky.dec) < 1e-8)
        }
    }
}
