import FITS
import Imaging
import PromptProcessing
import Testing

struct ExposureTests {
    private func hdu(_ values: [Float], _ name: String = "", cards: [Card] = []) -> HDU {
        HDU(
            floats: values, width: 4, height: values.count / 4,
            cards: (name.isEmpty ? [] : [Card("EXTNAME", .string(name))]) + cards)
    }

    private func exposure(_ hdus: [HDU], change: (inout ExposureSource) -> Void = { _ in }) throws -> Exposure {
        let folder = try Folder()
        try FITSFile(hdus: hdus).write(path: folder.path("a.fits"))
        var source = ExposureSource(ImagePath(folder.path("a.fits")))
        change(&source)
        return try source.exposure()
    }

    @Test func `a path names an HDU in brackets by number or name`() {
        #expect(ImagePath("a.fits[2]") == ImagePath(path: "a.fits", hdu: .number(2)))
        #expect(ImagePath("a.fits[SCI]") == ImagePath(path: "a.fits", hdu: .name("SCI")))
        #expect(ImagePath("a[1]b.fits") == ImagePath(path: "a[1]b.fits"))
        #expect(ImagePath("[SCI]") == ImagePath(path: "[SCI]"))
    }

    @Test func `a mask's bits are read by the names in its header`() throws {
        let planes = HDU(
            integers: [Int32](arrayLiteral: 0, 1, 2, 4) + [0, 0, 0, 0], width: 4, height: 2,
            cards: [
                Card("EXTNAME", .string("MASK")), Card("MP_SAT", .integer(0)), Card("MP_CR", .integer(1)),
                Card("MP_FANCY", .integer(2)),
            ])
        let ones = [Float](repeating: 1, count: 8)
        let read = try exposure([hdu(ones, "IMAGE"), hdu(ones, "VARIANCE"), planes])
        #expect(Array(read.pixels.mask.pixels.prefix(4)) == [[], .saturated, .cosmicRay, []])
    }

    @Test func `without names a mask's bits are LSST's`() throws {
        let planes = HDU(
            integers: [Int32](arrayLiteral: 0, 1, 2, 8) + [16, 32, 256, 0], width: 4, height: 2,
            cards: [Card("EXTNAME", .string("MASK"))])
        let ones = [Float](repeating: 1, count: 8)
        let read = try exposure([hdu(ones), hdu(ones, "VARIANCE"), planes])
        #expect(read.pixels.mask.pixels == [[], .bad, .saturated, .cosmicRay, .edge, .detected, .noData, []])
    }

    @Test func `weights, standard deviations and variances become variances`() throws {
        let ones = [Float](repeating: 1, count: 8)
        for (name, value) in [("VARIANCE", Float(4)), ("WEIGHT", 0.25), ("IVAR", 0.25), ("RMS", 2), ("ERR", 2)] {
            let read = try exposure([hdu(ones), hdu([Float](repeating: value, count: 8), name)])
            #expect(read.pixels.variance.pixels.allSatisfy { $0 == 4 }, "\(name)")
        }
    }

    @Test func `what has no usable value or noise is without data`() throws {
        let values: [Float] = [1, .nan, 1, 1, 1, .infinity, 1, 1]
        let noise: [Float] = [1, 1, 0, .nan, -1, 1, 1, 1]
        let read = try exposure([hdu(values, "IMAGE"), hdu(noise, "VARIANCE")])
        #expect(
            read.pixels.mask.pixels.map { $0.contains(.noData) } == [false, true, true, true, true, true, false, false])
    }

    @Test func `without a mask pixels from SATURATE on are saturated, and that is said`() throws {
        let read = try exposure([
            hdu([1, 2, 3, 4, 5, 6, 7, 8], cards: [Card("SATURATE", .real(7))]),
            hdu([Float](repeating: 1, count: 8), "VAR"),
        ])
        #expect(read.pixels.mask.pixels.map { $0 == .saturated } == [Bool](repeating: false, count: 6) + [true, true])
        #expect(read.notes.contains { $0.contains("saturated") })
    }

    @Test func `an image alone gets its sky's measured noise and the noise of its light`() throws {
        let folder = try Folder()
        let field = MadeField(seed: 3)
        try FITSFile(hdus: [
            HDU(
                floats: field.image.pixels, width: MadeField.side, height: MadeField.side,
                cards: [Card("GAIN", .real(2))])
        ]).write(path: folder.path("a.fits"))
        let read = try ExposureSource(ImagePath(folder.path("a.fits"))).exposure()
        let blank = read.pixels.variance[5, 5]
        #expect(abs(blank / 25 - 1) < 0.1)
        let star = try #require(field.stars.max { $0.flux < $1.flux })
        let (x, y) = (Int(star.x.rounded()), Int(star.y.rounded()))
        let light = read.pixels.image[x, y] - MadeField.sky - 0.05 * Float(x)
        #expect(abs((read.pixels.variance[x, y] - blank) / (light / 2) - 1) < 0.05)
    }

    @Test func `planes of another size are refused with the file's name`() throws {
        let error = #expect(throws: PromptProcessingError.self) {
            try exposure([hdu([Float](repeating: 1, count: 8)), hdu([Float](repeating: 1, count: 4), "VARIANCE")])
        }
        #expect(error?.description.contains("a.fits") == true && error?.description.contains("4 x 1") == true)
    }

    @Test func `a missing extension is an error that lists those there are`() throws {
        let folder = try Folder()
        try FITSFile(hdus: [hdu([Float](repeating: 1, count: 8), "SCI")]).write(path: folder.path("b.fits"))
        let error = #expect(throws: PromptProcessingError.self) {
            try ExposureSource(ImagePath(folder.path("b.fits") + "[NOPE]")).exposure()
        }
        #expect(error?.description.contains("SCI") == true)
    }

    @Test func `a file that is not there is an error with its path`() {
        let error = #expect(throws: PromptProcessingError.self) {
            try ExposureSource(ImagePath("/nowhere/at-all.fits")).exposure()
        }
        #expect(error?.description.contains("/nowhere/at-all.fits") == true)
    }
}
