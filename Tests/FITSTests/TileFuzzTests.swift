import Bytes
import FITS
import Testing

/// Damaged files of tiles and tables: CFITSIO must not be brought down through what we hand to it.
@Suite struct TileFuzzTests {
    private static let seeds: [Bytes] = {
        var generator = LinearGenerator(state: 9)
        let pixels = (0..<40 * 12).map { _ in Float.random(in: 90...110, using: &generator) }
        let floats = HDU(floats: pixels, width: 40, height: 12, cards: [Card("EXTNAME", .string("SCI"))])
        let words = HDU(
            integers: pixels.map { Int16($0) }, width: 40, height: 12, cards: [Card("BLANK", .integer(100))])
        let bytes = HDU(integers: pixels.map { UInt8($0) }, width: 40, height: 12)
        let doubles = HDU(doubles: pixels.map { Double($0) }, width: 40, height: 12)
        return [
            (floats, .rice()), (floats, .gzip), (words, .rice()), (words, .gzip), (bytes, .rice()), (doubles, .gzip),
        ]
        .compactMap { (hdu: HDU, method: ImageCompression) in
            (try? hdu.compressed(method)).map { FITSFile(hdus: [$0]).encoded() }
        }
    }()

    @Test(arguments: 0..<6) func `Damaged tiles give pixels or errors, never a crash`(seed: Int) throws {
        try #require(Self.seeds.count == 6)
        var generator = LinearGenerator(state: UInt64(100 + seed))
        var read = 0
        for round in 0..<350 {
            var bytes = Self.seeds[seed].array
            let inHeap = round % 3 != 0
            for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, inHeap: inHeap, &generator) }
            guard let file = try? ExposureFile(Bytes(bytes), limits: FITSLimits(bytes: 1 << 20, pixels: 1 << 16)) else {
                continue
            }
            for number in file.hdus.indices {
                if let image = try? file.floats(.number(number)) {
                    #expect(image.pixels.count == image.width * image.height)
                    read += 1
                }
                _ = try? file.doubles(.number(number))
                _ = try? file.int32s(.number(number))
            }
        }
        #expect(read > 20)
    }

    @Test func `Every truncation of a file of tiles gives an error`() throws {
        for seed in Self.seeds {
            for length in stride(from: 0, to: seed.count - 2880, by: 131) {
                #expect(throws: FITSError.self) { try ExposureFile(seed.slice(0..<length)).floats(1) }
            }
        }
    }

    /// Numbers of the header or bytes of the rows and tiles.
    private func damage(_ bytes: inout [UInt8], inHeap: Bool, _ generator: inout LinearGenerator) {
        if inHeap {
            let index = Int.random(in: 5760..<bytes.count, using: &generator)
            bytes[index] = Bool.random(using: &generator) ? .random(in: 0...255, using: &generator) : 255
            return
        }
        let card = Int.random(in: 36..<72, using: &generator) * 80
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
            bytes[card + Int.random(in: 0..<80, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[card + Int.random(in: 10..<30, using: &generator)] = .random(in: 48...57, using: &generator)
        default: bytes.replaceSubrange(card + 20..<card + 30, with: Self.numbers.randomElement(using: &generator) ?? [])
        }
    }

    private static let numbers = ["         0", "        -1", "2147483647", "4294967297", "        41", "     65536"]
        .map { Array($0.utf8) }
}
