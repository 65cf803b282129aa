import Bytes
import FITS
import Testing

@Suite struct FITSFileTests {
    @Test func `Images of every pixel type are read back as written`() throws {
        let ramp = (0..<12).map { Double($0) - 5 }
        let hdus = [
            HDU(floats: ramp.map { Float($0) }, width: 4, height: 3), HDU(doubles: ramp, width: 4, height: 3),
            HDU(integers: ramp.map { Int16($0) }, width: 4, height: 3),
            HDU(integers: ramp.map { Int32($0) }, width: 4, height: 3),
            HDU(integers: ramp.map { Int64($0) }, width: 4, height: 3),
        ]
        let file = FITSFile(hdus: hdus).encoded()
        #expect(file.count.isMultiple(of: 2880))
        let back = try FITSFile(file)
        #expect(back.hdus.map(\.format) == [.float32, .float64, .int16, .int32, .int64])
        for hdu in back.hdus {
            #expect(hdu.doubles() == ramp)
            #expect(hdu.floats() == ramp.map { Float($0) })
            #expect(hdu.width == 4 && hdu.height == 3 && hdu.isImage)
        }
    }

    @Test func `Unsigned bytes, scaling and blanks are applied`() throws {
        let cards = [Card("BSCALE", .real(0.5)), Card("BZERO", .real(10)), Card("BLANK", .integer(255))]
        let file = FITSFile(hdus: [HDU(integers: [0, 2, 200, 255] as [UInt8], width: 2, height: 2, cards: cards)])
        let hdu = try #require(try FITSFile(file.encoded()).firstImage)
        let pixels = hdu.doubles()
        #expect(pixels[..<3] == [10, 11, 110] && pixels[3].isNaN)
        #expect(hdu.floats()[2] == 110)
    }

    @Test func `NaN, infinities and negative zero keep their bits`() throws {
        let values: [Float] = [.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude]
        let file = FITSFile(hdus: [HDU(floats: values, width: 5, height: 1)])
        let back = try FITSFile(file.encoded()).hdus[0].floats()
        #expect(back.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test func `Extensions are found by name, and the first image beyond an empty primary`() throws {
        let empty = HDU(header: Header(), format: .uint8, shape: [], data: Bytes())
        let psf = HDU(doubles: [1], width: 1, height: 1, cards: [Card("EXTNAME", .string("PSFIMAGE"))])
        let file = try FITSFile(FITSFile(hdus: [empty, psf]).encoded())
        #expect(file["PSFIMAGE"]?.doubles() == [1])
        #expect(file["MASK"] == nil)
        #expect(file.firstImage?.name == "PSFIMAGE")
    }

    @Test func `A gzipped file is read like the plain one, also in two members`() throws {
        let file = FITSFile(hdus: [HDU(floats: [1, 2, 3, 4], width: 2, height: 2)]).encoded()
        let packed = try Gzip.deflate(file)
        #expect(packed.count < file.count)
        #expect(try FITSFile(packed).hdus[0].floats() == [1, 2, 3, 4])
        let half = file.count / 2
        let first = try Gzip.deflate(file.slice(0..<half)).array
        let second = try Gzip.deflate(file.slice(half..<file.count)).array
        #expect(try Gzip.inflate(Bytes(first + second), limit: 1 << 20) == file)
    }

    @Test func `A gzip bomb stops at the limit`() throws {
        let bomb = try Gzip.deflate(Bytes([UInt8](repeating: 0, count: 8 << 20)))
        let error = #expect(throws: FITSError.self) { try FITSFile(bomb, limits: FITSLimits(bytes: 1 << 20)) }
        #expect(error?.description.contains("1048576") == true)
    }

    @Test func `What follows the last HDU does no harm`() throws {
        let file = FITSFile(hdus: [HDU(floats: [1], width: 1, height: 1)]).encoded()
        #expect(try FITSFile(Bytes(file.array + [0, 1, 2])).hdus.count == 1)
    }

    @Test func `Errors name the HDU, the card and the byte`() throws {
        let file = FITSFile(hdus: [
            HDU(floats: [1], width: 1, height: 1), HDU(floats: [1], width: 1, height: 1),
        ]).encoded()
        let cut = #expect(throws: FITSError.self) { try FITSFile(file.slice(0..<file.count - 2880)) }
        #expect(cut?.hdu == 1 && cut?.offset == 2880 * 3)
        var bytes = file.array
        bytes.replaceSubrange(80..<160, with: "BITPIX  =                   17".utf8 + [UInt8](repeating: 32, count: 50))
        let odd = #expect(throws: FITSError.self) { try FITSFile(Bytes(bytes)) }
        #expect(odd?.keyword == "BITPIX" && odd?.hdu == 0)
        #expect(throws: FITSError.self) { try FITSFile(Bytes(utf8: "not a FITS file")) }
        #expect(throws: FITSError.self) { try FITSFile(Bytes()) }
    }
}
