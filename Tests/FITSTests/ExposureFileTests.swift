import Bytes
import FITS
import Foundation
import Testing

@Suite struct ExposureFileTests {
    private static let file: FITSFile = {
        let table = try? HDU(table: [NewColumn("x", .floats([1, 2]))], name: "CAT")
        return FITSFile(
            hdus: [
                HDU(header: Header(), format: .uint8, shape: [], data: Bytes()),
                HDU(
                    integers: [1, -5, 3, 4, 5, 6] as [Int16], width: 3, height: 2,
                    cards: [Card("EXTNAME", .string("SCI")), Card("BLANK", .integer(-5)), Card("BSCALE", .real(0.5))]),
                HDU(integers: [7, 8] as [Int32], width: 2, height: 1, cards: [Card("EXTNAME", .string("MASK"))]),
                HDU(
                    integers: [9] as [UInt8], width: 1, height: 1,
                    cards: [Card("EXTNAME", .string("MASK")), Card("EXTVER", .integer(2))]),
            ] + (table.map { [$0] } ?? []))
    }()

    @Test func `Images are found by number, name, version, and the first that there is`() throws {
        let exposure = try ExposureFile(Self.file.encoded())
        let image = try exposure.floats()
        #expect(image.pixels[0] == 0.5 && image.pixels[1].isNaN && image.width == 3 && image.height == 2)
        #expect(try exposure.int32s("mask").pixels == [7, 8] && exposure.int32s(.version("MASK", 2)).pixels == [9])
        #expect(try exposure.doubles(1).pixels[5] == 3 && exposure.hdu(4).isTable)
        let packed = try ExposureFile(try Gzip.deflate(Self.file.encoded()))
        #expect(try packed.int32s(2).pixels == [7, 8])
    }

    @Test func `What was read scaled is written unscaled, with the rest of its header`() throws {
        let image = try ExposureFile(Self.file.encoded()).floats("SCI")
        for hdu in [HDU(image), try HDU(image).compressed(.gzip)] {
            let again = try ExposureFile(FITSFile(hdus: [hdu]).encoded()).floats("SCI")
            #expect(zip(again.pixels, image.pixels).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
            #expect(again.header["BLANK"] == nil && again.header.integer("BITPIX") == -32)
        }
    }

    @Test func `A file is written and read by its path, and an address is but a path`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a[1]+.fits")
        try Self.file.write(path: path)
        #expect(try ExposureFile(path: path).int32s("MASK").pixels == [7, 8])
        for absent in [path + "[1]", "http://127.0.0.1:1/a.fits", folder.path(""), "mem://", "-"] {
            let error = #expect(throws: FITSError.self) { try ExposureFile(path: absent) }
            #expect(error?.description.contains(absent) == true)
        }
        #expect(throws: FITSError.self) { try ExposureFile(path: path, limits: FITSLimits(bytes: 2880)) }
        #expect(throws: FITSError.self) { try Self.file.write(path: folder.path("none/a.fits")) }
    }

    @Test func `Large images of a file are read in pieces when they are asked for`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("large.fits")
        let floats = (0..<1100 * 1000).map { Float($0) * 0.5 }
        let file = FITSFile(hdus: [
            HDU(floats: floats, width: 1100, height: 1000),
            HDU(
                integers: (0..<1100 * 1000).map { Int32($0 % 8191) }, width: 1100, height: 1000,
                cards: [Card("EXTNAME", .string("MASK")), Card("LONG", .string(String(repeating: "x", count: 3000)))]),
        ])
        try file.write(path: path)
        #expect(try Bytes(Array(Data(contentsOf: URL(filePath: path)))) == file.encoded())
        let lazy = try ExposureFile(path: path)
        #expect(lazy.hdus.allSatisfy { $0.data.isEmpty && $0.pixelCount == 1_100_000 })
        #expect(try lazy.floats().pixels == floats)
        #expect(try lazy.int32s("MASK").pixels == ExposureFile(file.encoded()).int32s("MASK").pixels)
        let packed = folder.path("large.fits.gz")
        try Data(Gzip.deflate(file.encoded())).write(to: URL(filePath: packed))
        #expect(try ExposureFile(path: packed).floats().pixels == floats)
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: 3_000_000)
        let error = #expect(throws: FITSError.self) { try lazy.floats() }
        #expect(error?.description.contains("became shorter") == true)
        let short = #expect(throws: FITSError.self) { try ExposureFile(path: path) }
        #expect(short?.offset == 2880 && short?.hdu == 0)
    }

    @Test func `What is asked for and not there, or no image, is an error that says what there is`() throws {
        let exposure = try ExposureFile(Self.file.encoded())
        let absent = #expect(throws: FITSError.self) { try exposure.floats("VARIANCE") }
        #expect(absent?.description.contains("1 SCI") == true)
        #expect(throws: FITSError.self) { try exposure.floats(5) }
        #expect(throws: FITSError.self) { try exposure.floats(.number(-1)) }
        let table = #expect(throws: FITSError.self) { try exposure.floats("CAT") }
        #expect(table?.hdu == 4 && table?.keyword == "XTENSION")
        let empty = #expect(throws: FITSError.self) { try exposure.floats(0) }
        #expect(empty?.keyword == "NAXIS")
        let scaled = #expect(throws: FITSError.self) { try exposure.int32s(1) }
        #expect(scaled?.keyword == "BSCALE")
        let cube = HDU(
            header: Header(), format: .uint8, shape: [2, 2, 2], data: Bytes([UInt8](repeating: 1, count: 8)))
        #expect(throws: FITSError.self) { try ExposureFile(FITSFile(hdus: [cube]).encoded()).floats() }
        let big = HDU(integers: [1 << 40] as [Int64], width: 1, height: 1)
        #expect(throws: FITSError.self) { try ExposureFile(FITSFile(hdus: [big]).encoded()).int32s() }
    }

    @Test(arguments: [("NAXIS", 100_000), ("ZNAXIS", 100_000), ("ZNAXIS", 16_000)])
    func `An image of 100,000 x 100,000 pixels, or more than the file can hold, is refused before memory is asked for`(
        keyword: String, side: Int
    ) throws {
        let plain = HDU(floats: [Float](repeating: 1, count: 64), width: 8, height: 8)
        var bytes = FITSFile(hdus: [keyword == "NAXIS" ? plain : try plain.compressed(.gzip)]).encoded().array
        for axis in 1...2 {
            let card = Array("\(keyword)\(axis)                   ".utf8.prefix(8)) + Array("= ".utf8)
            let value = Array(String("\(String(repeating: " ", count: 20))\(side)".suffix(20)).utf8)
            for start in stride(from: 0, to: bytes.count, by: 80) where bytes[start...].starts(with: card) {
                bytes.replaceSubrange(start + 10..<start + 30, with: value)
            }
        }
        let error = #expect(throws: FITSError.self) { try ExposureFile(Bytes(bytes)).floats() }
        #expect(error?.hdu == (keyword == "NAXIS" ? 0 : 1), "\(String(describing: error))")
    }
}
