import Bytes
import FITS
import Testing

@Suite struct CardTests {
    @Test(arguments: [
        ("KEY     =                  -12 / a comment", CardValue.integer(-12), "a comment"),
        ("KEY     = 1.5D3", .real(1500), ""),
        ("KEY     =  T", .logical(true), ""),
        ("KEY     =                    F / no", .logical(false), "no"),
        ("KEY     = 'it''s / here  '  / that", .string("it's / here"), "that"),
        ("KEY     = ''", .string(""), ""),
        ("KEY     = (1.0, 2.0)", .other("(1.0, 2.0)"), ""),
        ("KEY     = NaN", .other("NaN"), ""),
        ("HIERARCH ESO DET = 4 / chip", .integer(4), "chip"),
    ])
    func `Values of each form are read`(line: String, value: CardValue, comment: String) throws {
        let card = try #require(try header(line).cards.last)
        #expect(card.value == value)
        #expect(card.comment == comment)
    }

    @Test func `Commentary and a keyword without a value have none`() throws {
        let header = try header("COMMENT = not a value", "HISTORY done", "KEY     =                      / nothing")
        #expect(header.cards.suffix(3).allSatisfy { $0.value == nil })
        #expect(header.cards.suffix(3).map(\.comment) == ["= not a value", "done", "nothing"])
    }

    @Test func `A long string goes through CONTINUE cards and back`() throws {
        let text = String(repeating: "it's a long string & goes on; ", count: 12) + "end"
        let hdu = HDU(
            floats: [0], width: 1, height: 1, cards: [Card("LONGTEXT", .string(text), "why"), Card("A", .integer(1))])
        let header = try FITSFile(FITSFile(hdus: [hdu]).encoded()).hdus[0].header
        #expect(header.string("LONGTEXT") == text)
        #expect(header.integer("A") == 1)
    }

    @Test func `Keywords of more than eight characters are written whole`() throws {
        let cards = [
            Card("MP_DETECTED", .integer(5)), Card("MP_DETECTED_NEGATIVE", .integer(6)),
            Card("A LONG NAME", .string("b")),
        ]
        let hdu = HDU(floats: [0], width: 1, height: 1, cards: cards)
        let header = try FITSFile(FITSFile(hdus: [hdu]).encoded()).hdus[0].header
        #expect(header.integer("MP_DETECTED") == 5 && header.integer("MP_DETECTED_NEGATIVE") == 6)
        #expect(header.string("A LONG NAME") == "b")
    }

    @Test func `Reals are written so that they are read back exactly`() throws {
        let values = [0.1, -1e-300, 6.02214076e23, 1 / 3.0, 123456789.123456789, 5]
        let cards = values.enumerated().map { Card("V\($0.offset)", .real($0.element)) }
        let hdu = HDU(floats: [0], width: 1, height: 1, cards: cards)
        let header = try FITSFile(FITSFile(hdus: [hdu]).encoded()).hdus[0].header
        for (index, value) in values.enumerated() { #expect(header.real("V\(index)") == value) }
    }

    @Test func `Bytes that are no text do not break a header`() throws {
        let header = try header("KEY     = 'a\u{e9}\u{1}b'")
        #expect(header.string("KEY")?.hasPrefix("a?") == true)
    }

    /// The header of a file without data that has these lines.
    private func header(_ lines: String...) throws -> Header {
        let all =
            ["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0"]
            + lines + ["END"]
        var bytes: [UInt8] = []
        for line in all { bytes += (Array(line.utf8) + [UInt8](repeating: 32, count: 80)).prefix(80) }
        bytes += [UInt8](repeating: 32, count: (2880 - bytes.count % 2880) % 2880)
        return try FITSFile(Bytes(bytes)).hdus[0].header
    }
}
