import ArgumentParser
import Testing

@testable import tocsin

@Suite struct TextTests {
    @Test(
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_449, "1.4 kB"), (1_400_000_000, "1.4 GB"),
            (72_000_000_000_000, "72.0 TB"), (Int64.max, "9223.4 PB"),
        ] as [(Int64, String)])
    func `a size is written in decimal units`(bytes: Int64, text: String) {
        #expect(Size.text(bytes) == text)
    }

    @Test(
        arguments: [
            ("1000", 1000), ("1k", 1000), ("1K", 1000), ("500M", 500_000_000), ("20G", 20_000_000_000),
            ("1.5T", 1_500_000_000_000), ("0.5k", 500),
        ] as [(String, Int64)])
    func `a number of bytes is read with its unit`(text: String, bytes: Int64) throws {
        #expect(try StreamOptions.bytes(text) == bytes)
    }

    @Test(arguments: [
        "", "G", "x", "0", "-5G", "5X", "5 G B", "nan", "inf", "infG", "1e30T", "9223372036854775808", "0.1",
    ])
    func `what is no number of bytes is refused by name`(text: String) {
        let error = #expect(throws: ValidationError.self) { try StreamOptions.bytes(text) }
        #expect(error?.message.contains("'\(text)'") == true)
        #expect(error?.message.contains("500M") == true)
    }
}
