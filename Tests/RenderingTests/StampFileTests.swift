import Bytes
import FITS
import Rendering
import Testing

@Suite struct StampFileTests {
    static let psf = PointSpread(fwhm: 4, axisRatio: 0.9, angle: 20)
    static let wcs = WCS(
        referenceX: 14.294311188322, referenceY: 14.454644862313, ra: 63.48212494675, dec: -46.614396981482,
        cd11: -4.6557579433548e-05, cd12: 3.0342793205472e-05, cd21: 3.0329265649325e-05, cd22: 4.6516296170959e-05)
    static let place = StampPlace(firstColumn: 253, firstRow: 1173, wcs: wcs, rotationAngle: 33.244)
    static let pixels = (0..<900).map { Float($0) * 1.25 - 300 }
    static let variance = (0..<900).map { Float($0) + 0.5 }

    static func file(_ side: Int) throws -> Bytes {
        try #require(
            LSSTStampFile(psf: psf, psfSide: side).encoded(pixels, variance: variance, at: place))
    }

    @Test(arguments: [(41, 34_560), (49, 40_320), (77, 69_120)])
    func `a file is as long as LSST's with the same image of a point`(side: Int, count: Int) throws {
        #expect(try Self.file(side).count == count)
    }

    @Test func `the reader finds the planes, the point spread function and the place again`() throws {
        let file = try FITSFile(Self.file(41))
        #expect(file.hdus.count == 3)
        #expect(file.hdus[0].floats() == Self.pixels)
        #expect(file["UNCERT"]?.floats() == Self.variance)
        let psf = try #require(file["PSFIMAGE"]?.doubles())
        #expect(psf.count == 41 * 41)
        #expect(abs(psf.reduce(0, +) - 1) < 1e-12)
        #expect(file.hdus[0].header.integer("CUTMINX") == 252)
        #expect(file.hdus[0].header.string("BUNIT") == "nJy")
        let wcs = try #require(WCS(file.hdus[0].header))
        let pixel = try #require(wcs.pixel(ra: Self.wcs.ra, dec: Self.wcs.dec))
        #expect(abs(pixel.x - Self.wcs.referenceX) < 1e-6)
        #expect(abs(pixel.y - Self.wcs.referenceY) < 1e-6)
        #expect(abs(wcs.cd11 - Self.wcs.cd11) < 1e-17)
        #expect(abs(wcs.cd21 - Self.wcs.cd21) < 1e-17)
    }

    @Test func `numbers are written so that they read back to fourteen digits`() throws {
        for number in [0, 1, -1, 359.99999999999, 1e-5, -4.6557579433548e-05, 123_456, 1e20, .nan, 0.1, -89.5, 1e-300] {
            var place = Self.place
            place.wcs.ra = number
            let made = LSSTStampFile(psf: Self.psf).encoded(Self.pixels, variance: Self.variance, at: place)
            let header = try FITSFile(try #require(made)).hdus[0].header
            let expected = number.isFinite && abs(number) > 1e-90 ? number : 0
            let read = try #require(header.real("CRVAL1"))
            #expect(abs(read - expected) <= abs(expected) * 1e-13, "\(number) was read as \(read)")
        }
    }

    @Test func `planes of another size are refused`() {
        let file = LSSTStampFile(psf: Self.psf)
        #expect(file.encoded([1, 2], variance: Self.variance, at: Self.place) == nil)
        #expect(file.encoded(Self.pixels, variance: [], at: Self.place) == nil)
    }

    @Test func `a ZTF stamp is a gzipped image of 63 pixels a side`() throws {
        let pixels = (0..<3969).map(Float.init)
        let made = try #require(try ZTFStampFile.encoded(pixels))
        #expect(made[0] == 0x1f && made[1] == 0x8b)
        let file = try FITSFile(made)
        #expect(file.hdus.count == 1)
        #expect(file.hdus[0].shape == [63, 63])
        #expect(file.hdus[0].floats() == pixels)
    }
}
