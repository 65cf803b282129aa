import Bytes
import FITS
import Testing

@Suite struct FITSTableFuzzTests {
    private static let seeds: [Bytes] = [
        FITSTableTests.file(
            FITSTableTests.cards(
                rowBytes: 46, rows: 3, heap: 40,
                [
                    ["TTYPE": .string("l"), "TFORM": .string("L")], ["TTYPE": .string("x"), "TFORM": .string("11X")],
                    ["TTYPE": .string("p"), "TFORM": .string("1PD(4)")],
                    ["TTYPE": .string("q"), "TFORM": .string("1QX")],
                    ["TTYPE": .string("a"), "TFORM": .string("6A2"), "TDIM": .string("(2,3)")],
                    ["TTYPE": .string("u"), "TFORM": .string("K"), "TZERO": .string("x"), "TNULL": .integer(4)],
                    ["TTYPE": .string("b"), "TFORM": .string("3B"), "TZERO": .integer(-128), "TSCAL": .real(1)],
                ].map { $0.filter { $0.key != "TZERO" || $0.value != .string("x") } }),
            data: (0..<178).map { UInt8($0 % 7) }),
        FITSTableTests.file(
            FITSTableTests.cards(
                "TABLE", rowBytes: 20, rows: 2,
                [
                    ["TTYPE": .string("n"), "TFORM": .string("I6"), "TBCOL": .integer(1), "TNULL": .string("-")],
                    ["TTYPE": .string("f"), "TFORM": .string("F8.3"), "TBCOL": .integer(7)],
                    ["TTYPE": .string("s"), "TFORM": .string("A6"), "TBCOL": .integer(15)],
                ]),
            data: Array("   123  45.678 text -1    1.5E+10 more ".utf8)),
    ]

    @Test func `Mutated tables give values or errors, never a crash`() {
        var generator = LinearGenerator(state: 21)
        var read = 0
        for round in 0..<1500 {
            var bytes = Self.seeds[round % 2].array
            for _ in 0..<Int.random(in: 1...5, using: &generator) { mutate(&bytes, &generator) }
            read += everything(Bytes(bytes))
        }
        #expect(read > 1000)
    }

    @Test func `Every truncation gives an error or a whole table`() {
        for seed in Self.seeds {
            for length in stride(from: 2800, to: seed.count, by: 17) { _ = everything(seed.slice(0..<length)) }
        }
    }

    /// Cells that could be read.
    private func everything(_ bytes: Bytes) -> Int {
        guard let file = try? FITSFile(bytes, limits: FITSLimits(bytes: 1 << 20)) else { return 0 }
        var read = 0
        for hdu in file.hdus {
            guard let table = try? FITSTable(hdu) else { continue }
            for column in table.columns {
                for row in [-1, 0, 1, table.rowCount - 1, table.rowCount] {
                    if (try? table.cell(row: row, column)) != nil { read += 1 }
                    _ = try? table.number(row: row, column, element: 2)
                    _ = try? table.integer(row: row, column)
                    _ = try? table.text(row: row, column)
                }
            }
        }
        return read
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout LinearGenerator) {
        let index = Int.random(in: 2880..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[index] = UInt8(ascii: "9")
        case 2: bytes[index] = "LXBIJKAEDCMPQ()'.-".utf8.randomElement(using: &generator) ?? 0
        case 3:
            let end = min(index + 8, bytes.count)
            bytes.replaceSubrange(index..<end, with: "-1234567".utf8.prefix(end - index))
        default:
            let card = 2880 + Int.random(in: 8..<24, using: &generator) * 80 + 10
            bytes[card + Int.random(in: 0..<20, using: &generator)] = UInt8.random(in: 32..<127, using: &generator)
        }
    }
}
