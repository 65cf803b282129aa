import Bytes
import FITS
import Testing

@Suite struct FITSFuzzTests {
    /// A small file with two extensions, a scaled image, strings and a WCS.
    static let seed: Bytes = {
        let wcs = WCS(referenceX: 1, referenceY: 1, ra: 10, dec: -20, cd11: -1e-4, cd12: 0, cd21: 0, cd22: 1e-4)
        let text = Card("TEXT", .string(String(repeating: "'&", count: 60)))
        return FITSFile(hdus: [
            HDU(floats: [1, 2, 3, 4], width: 2, height: 2, cards: wcs.cards + [text]),
            HDU(
                integers: [1, 2] as [Int16], width: 2, height: 1,
                cards: [Card("BZERO", .real(32768)), Card("EXTNAME", .string("X"))]),
            HDU(doubles: [1], width: 1, height: 1),
        ]).encoded()
    }()

    @Test func `Mutated files give values or errors, never a crash`() {
        var generator = LinearGenerator(state: 11)
        for _ in 0..<600 {
            var bytes = Self.seed.array
            for _ in 0..<Int.random(in: 1...6, using: &generator) { mutate(&bytes, &generator) }
            read(Bytes(bytes))
        }
    }

    @Test func `Every truncation gives an error or fewer HDUs`() {
        for length in stride(from: 0, to: Self.seed.count, by: 7) {
            let cut = Self.seed.slice(0..<length)
            if let file = try? FITSFile(cut) { #expect(file.hdus.count < 3 || length > Self.seed.count - 2880) }
        }
    }

    @Test func `Mutated gzip gives values or errors, never a crash`() throws {
        let packed = try Gzip.deflate(Self.seed).array
        var generator = LinearGenerator(state: 5)
        for _ in 0..<1000 {
            var bytes = packed
            for _ in 0..<3 { mutate(&bytes, &generator) }
            read(Bytes(bytes))
        }
    }

    @Test(arguments: [
        "NAXIS1  = 9223372036854775807", "NAXIS1  = -5", "NAXIS   = 999", "NAXIS   = 99999999",
        "PCOUNT  = 9223372036854775807",
        "NAXIS1  = 1E300", "BITPIX  = -9223372036854775808", "NAXIS1  = 4611686018427387904",
    ])
    func `Hostile sizes are refused`(line: String) {
        let keyword = Array(line.utf8.prefix(8))
        for start in stride(from: 0, to: Self.seed.count, by: 80)
        where Self.seed.slice(start..<start + 8).array == keyword {
            var bytes = Self.seed.array
            bytes.replaceSubrange(
                start..<start + 80, with: (Array(line.utf8) + [UInt8](repeating: 32, count: 80)).prefix(80))
            #expect(throws: FITSError.self) { try FITSFile(Bytes(bytes)) }
        }
    }

    private func read(_ bytes: Bytes) {
        guard let file = try? FITSFile(bytes, limits: FITSLimits(bytes: 1 << 20)) else { return }
        for hdu in file.hdus {
            _ = hdu.floats().count + hdu.doubles().count
            if let wcs = WCS(hdu.header) { _ = wcs.pixel(ra: wcs.ra, dec: wcs.dec) }
        }
        _ = file.encoded()
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout LinearGenerator) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[index] = UInt8(ascii: "9")
        case 2:
            bytes.replaceSubrange(
                index..<min(index + 8, bytes.count), with: "-1234567".utf8.prefix(bytes.count - index))
        default: bytes.removeSubrange(index..<min(index + Int.random(in: 1...200, using: &generator), bytes.count))
        }
    }
}

/// The same numbers on every run.
struct LinearGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed = (mixed ^ mixed >> 33) &* 0xff51_afd7_ed55_8ccd
        return mixed ^ mixed >> 33
    }
}
