import Bytes
import FITS
import Testing

@Suite struct CompressionTests {
    private static let width = 61
    private static let height = 33

    /// Noise of sigma 10 around a slope, of fixed seed.
    private static let pixels: [Double] = {
        var generator = LinearGenerator(state: 3)
        return (0..<width * height).map { index in
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
            return 200 + Double(index % width) + 10 * noise
        }
    }()

    private static func file(_ hdu: HDU, _ method: ImageCompression) throws -> ExposureFile {
        try ExposureFile(FITSFile(hdus: [try hdu.compressed(method)]).encoded())
    }

    @Test(arguments: [ImageCompression.rice(), .gzip])
    func `Integers come back as they were, with their header`(method: ImageCompression) throws {
        let cards = [
            Card("EXTNAME", .string("MASK")), Card("MP_BAD", .integer(0), "a plane"), Card("BZERO", .real(32768)),
            Card("COMMENT", nil, "of two words"),
        ]
        let words = Self.pixels.map { Int16($0) }
        let hdu = HDU(integers: words, width: Self.width, height: Self.height, cards: cards)
        let image = try Self.file(hdu, method).int32s("mask")
        #expect(image.pixels == words.map { Int32($0) + 32768 } && image.width == 61 && image.height == 33)
        #expect(cards.allSatisfy { image.header.cards.contains($0) } && image.header.integer("BITPIX") == 16)
        let bytes = HDU(integers: Self.pixels.map { UInt8($0 / 2) }, width: Self.width, height: Self.height)
        #expect(try Self.file(bytes, method).doubles().pixels == bytes.doubles())
        let wide = HDU(integers: Self.pixels.map { Int32($0 * 1e5) }, width: Self.width, height: Self.height)
        #expect(try Self.file(wide, method).doubles().pixels == wide.doubles())
    }

    @Test func `gzip keeps the bits of floats, also of NaN's and infinities' neighbours`() throws {
        var pixels = Self.pixels
        pixels.replaceSubrange(5..<10, with: [.nan, .infinity, -.infinity, -0.0, 4 * .leastNonzeroMagnitude])
        let doubles = HDU(doubles: pixels, width: Self.width, height: Self.height)
        let back = try Self.file(doubles, .gzip).doubles().pixels
        #expect(zip(back, pixels).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) })
        let floats = pixels.map { Float($0) }
        let single = HDU(floats: floats, width: Self.width, height: Self.height)
        let again = try Self.file(single, .gzip).floats().pixels
        #expect(zip(again, floats).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) })
    }

    @Test func `Rice rounds floats to a part of the noise, keeps zeros and NaN, and does not shift the mean`() throws {
        var pixels = Self.pixels.map { Float($0) }
        for index in 100..<120 { pixels[index] = index < 110 ? 0 : .nan }
        let hdu = HDU(floats: pixels, width: Self.width, height: Self.height)
        let back = try Self.file(hdu, .rice(quantum: 16)).floats().pixels
        #expect((100..<110).allSatisfy { back[$0] == 0 } && (110..<120).allSatisfy { back[$0].isNaN })
        #expect(zip(back, pixels).allSatisfy { $0.isNaN == $1.isNaN })
        let errors = zip(back, pixels).map { Double($0 - $1) }.filter { !$0.isNaN }
        #expect(errors.allSatisfy { abs($0) < 10.0 / 16 } && errors.contains { $0 != 0 })
        // Uniform errors of a step of 10 / 16 have sigma 0.18; the mean of 1,993 is within 5 of its own of none.
        let mean: Double = errors.reduce(0, +) / Double(errors.count)
        #expect(abs(mean) < 0.02)
    }

    @Test func `What is no plain image of 8 to 32 bits is not compressed`() throws {
        let wide = HDU(integers: [1, 2] as [Int64], width: 2, height: 1)
        #expect(throws: FITSError.self) { try wide.compressed(.gzip) }
        let once = try HDU(floats: [1, 2], width: 2, height: 1).compressed(.gzip)
        #expect(throws: FITSError.self) { try once.compressed(.gzip) }
        #expect(throws: FITSError.self) { try HDU(floats: [], width: 0, height: 0).compressed(.gzip) }
    }
}
