import Bytes
import Testing

@testable import FITS

@Suite struct FITSTableTests {
    /// A file of a primary header and one extension, as bytes.
    static func file(_ cards: [Card], data: [UInt8]) -> Bytes {
        var bytes = FITSFile(hdus: [HDU(header: Header(), format: .uint8, shape: [], data: Bytes())]).encoded().array
        for card in cards { for line in CardWriter.lines(card) { bytes += line } }
        bytes += CardWriter.padded("END")
        bytes += [UInt8](repeating: 32, count: (2880 - bytes.count % 2880) % 2880) + data
        return Bytes(bytes + [UInt8](repeating: 0, count: (2880 - bytes.count % 2880) % 2880))
    }

    static func cards(
        _ kind: String = "BINTABLE", rowBytes: Int, rows: Int, heap: Int = 0, _ columns: [[String: CardValue]]
    ) -> [Card] {
        let mandatory = [
            Card("XTENSION", .string(kind)), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(2)),
            Card("NAXIS1", .integer(Int64(rowBytes))), Card("NAXIS2", .integer(Int64(rows))),
            Card("PCOUNT", .integer(Int64(heap))), Card("GCOUNT", .integer(1)),
            Card("TFIELDS", .integer(Int64(columns.count))),
        ]
        return mandatory
            + columns.enumerated().flatMap { index, column in
                column.sorted { $0.key < $1.key }.map { Card("\($0.key)\(index + 1)", $0.value) }
            }
    }

    private static func table(_ cards: [Card], _ data: [UInt8]) throws -> FITSTable {
        try FITSFile(file(cards, data: data)).firstTable()
    }

    @Test func `Columns are found by name whatever the case, with unit, scale, zero and null`() throws {
        let columns: [[String: CardValue]] = [
            ["TTYPE": .string("RAJ2000"), "TFORM": .string("E"), "TUNIT": .string("deg")],
            ["TTYPE": .string("mag"), "TFORM": .string("I"), "TSCAL": .real(0.001), "TNULL": .integer(-999)],
        ]
        let data: [UInt8] = [0x41, 0x20, 0, 0, 0x3A, 0x98] + [0x7F, 0xC0, 0, 0, 0xFC, 0x19]
        let table = try Self.table(Self.cards(rowBytes: 6, rows: 2, columns), data)
        let (ra, magnitude) = (try table.column("raj2000"), try table.column("MAG"))
        #expect(ra.unit == "deg" && table.rowCount == 2 && ra.elementCount == 1)
        #expect(try table.number(row: 0, ra) == 10 && table.number(row: 0, magnitude) == 15)
        #expect(try table.number(row: 1, ra) == nil && table.number(row: 1, magnitude) == nil)
        #expect(try table.text(row: 1, magnitude).isEmpty && table.number(row: 0, ra, element: 1) == nil)
        let error = #expect(throws: FITSError.self) { try table.column("dec") }
        #expect(error?.message.contains("RAJ2000, mag") == true)
        #expect(throws: FITSError.self) { try table.number(row: 2, ra) }
        #expect(throws: FITSError.self) { try table.number(row: -1, ra) }
    }

    @Test func `Fields of an ASCII table may overlap, be blank, null or have no point`() throws {
        let columns: [[String: CardValue]] = [
            ["TFORM": .string("F6.2"), "TBCOL": .integer(1), "TTYPE": .string("x"), "TNULL": .string("---")],
            ["TFORM": .string("A3"), "TBCOL": .integer(1), "TTYPE": .string("start")],
            ["TFORM": .string("I3"), "TBCOL": .integer(7), "TTYPE": .string("n")],
        ]
        let rows = ["  1234  7", " 1.5D2 -8", "---     9", "      x12"].map { Array($0.utf8) }
        let table = try Self.table(Self.cards("TABLE", rowBytes: 9, rows: 4, columns), rows.flatMap(\.self))
        let (x, n) = (try table.column("x"), try table.column("n"))
        #expect(try (0..<4).map { try table.number(row: $0, x) } == [12.34, 150, nil, nil])
        #expect(try (0..<3).map { try table.integer(row: $0, n) } == [7, -8, 9])
        #expect(try table.text(row: 1, try table.column("start")) == " 1.")
        let error = #expect(throws: FITSError.self) { try table.number(row: 3, n) }
        #expect(error?.keyword == "TFORM3" && error?.offset == 2880 * 2 + 33)
    }

    @Test func `A descriptor that points outside of the heap is an error with the place, and the others are read`()
        throws
    {
        let columns: [[String: CardValue]] = [["TTYPE": .string("v"), "TFORM": .string("PI(2)")]]
        let data: [UInt8] =
            [0, 0, 0, 2, 0, 0, 0, 0] + [0, 0, 0, 3, 0, 0, 0, 0] + [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
        let negative: [UInt8] = [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE]
        let cards = Self.cards(rowBytes: 8, rows: 4, heap: 4, columns)
        let table = try Self.table(cards, data + negative + [0, 5, 0xFF, 0xFB])
        let v = try table.column("v")
        #expect(try table.cell(row: 0, v) == .integers([5, -5]) && v.elementCount == nil)
        for row in 1..<4 {
            let error = #expect(throws: FITSError.self) { try table.cell(row: row, v) }
            #expect(error?.offset == 5760 + 8 * row && error?.keyword == "TFORM1" && error?.hdu == 1)
        }
    }

    @Test(arguments: [
        ("TFIELDS", CardValue.integer(1000), "TFIELDS"), ("TFIELDS", .integer(-1), "TFIELDS"),
        ("TFORM1", .string("99999999999999999999E"), "TFORM1"), ("TFORM1", .string("9E"), "TFORM1"),
        ("TFORM1", .string("W"), "TFORM1"), ("TFORM1", .string(""), "TFORM1"), ("TFORM1", .string("2PE(3)"), "TFORM1"),
        ("THEAP", .integer(3), "THEAP"), ("THEAP", .integer(1 << 40), "THEAP"), ("NAXIS", .integer(1), "NAXIS"),
        ("XTENSION", .string("IMAGE"), "XTENSION"), ("TDIM1", .string("(5,7)"), "TDIM1"),
        ("TDIM1", .string("(4611686018427387904,4)"), "TDIM1"), ("TDIM1", .string("(a)"), "TDIM1"),
        ("TSCAL1", .string("x"), "TSCAL1"),
    ]) func `Hostile headers are refused with keyword and offset`(
        keyword: String, value: CardValue, named: String
    ) throws {
        var cards = Self.cards(
            rowBytes: 8, rows: 2, [["TFORM": .string("2E"), "TDIM": .string("(2)"), "TSCAL": .real(2)]])
        cards.append(Card("THEAP", .integer(16)))
        let index = try #require(cards.firstIndex { $0.keyword == keyword })
        cards[index].value = value
        let hdus = try FITSFile(Self.file(cards, data: [UInt8](repeating: 0, count: 16))).hdus
        let error = #expect(throws: FITSError.self) { try FITSTable(hdus[1]) }
        #expect(error?.keyword == named && error?.offset == 2880 && error?.hdu == 1, "\(String(describing: error))")
    }

    @Test func `A file without a table says so`() {
        let file = FITSFile(hdus: [HDU(floats: [1], width: 1, height: 1)])
        #expect(throws: FITSError.self) { try file.firstTable() }
    }
}
