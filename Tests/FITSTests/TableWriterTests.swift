import Bytes
import FITS
import Testing

@Suite struct TableWriterTests {
    static let columns = [
        NewColumn("diaSourceId", .int64s([1 << 62, -1]), comment: "identifier"),
        NewColumn("ra", .doubles([1.0 / 3, .nan]), unit: "deg"),
        NewColumn("flux", .floats([-0.5, .infinity]), unit: "nJy"),
        NewColumn("x", .int32s([.min, .max])), NewColumn("band", .strings(["r", "it's"])),
        NewColumn("flag", .logicals([true, false])), NewColumn("none", .strings(["", ""])),
    ]

    @Test func `A table is read back as it was written, also through a file that was read`() throws {
        let hdu = try HDU(table: Self.columns, name: "DETECTIONS", cards: [Card("MJD", .real(60000.5))])
        var file = FITSFile(hdus: [hdu])
        for _ in 0..<2 {
            file = try FITSFile(file.encoded())
            let table = try file.firstTable()
            #expect(table.name == "DETECTIONS" && table.rowCount == 2 && file.hdus.count == 2)
            #expect(file.hdus[1].header.real("MJD") == 60000.5)
            func cells(_ name: String) throws -> [TableCell] {
                try (0..<2).map { try table.cell(row: $0, try table.column(name)) }
            }
            #expect(try cells("diaSourceId") == [.integers([1 << 62]), .integers([-1])])
            #expect(try cells("x") == [.integers([-2_147_483_648]), .integers([2_147_483_647])])
            #expect(
                try cells("band") == [.text(["r"]), .text(["it's"])] && cells("none") == [.text([""]), .text([""])])
            #expect(try cells("flag") == [.logicals([true]), .logicals([false])])
            let (ra, flux) = (try table.column("ra"), try table.column("flux"))
            #expect(try table.number(row: 0, ra) == 1.0 / 3 && table.number(row: 1, ra) == nil && ra.unit == "deg")
            #expect(try table.number(row: 0, flux) == -0.5 && table.number(row: 1, flux) == .infinity)
        }
    }

    @Test func `Tables of no rows and of no columns are tables`() throws {
        let empty = try HDU(table: [NewColumn("s", .strings([])), NewColumn("x", .doubles([]))])
        let nothing = try HDU(table: [])
        let file = try FITSFile(FITSFile(hdus: [empty, nothing]).encoded())
        #expect(try FITSTable(file.hdus[1]).rowCount == 0 && FITSTable(file.hdus[2]).columns.isEmpty)
    }

    @Test func `Columns of other lengths, of one name or of none are refused by name`() {
        let uneven = [NewColumn("a", .floats([1])), NewColumn("b", .floats([1, 2]))]
        let error = #expect(throws: FITSError.self) { try HDU(table: uneven) }
        #expect(error?.keyword == "TTYPE2" && error?.description.contains("'b'") == true)
        let twice = [NewColumn("a", .floats([1])), NewColumn("A", .floats([1]))]
        #expect(throws: FITSError.self) { try HDU(table: twice) }
        #expect(throws: FITSError.self) { try HDU(table: [NewColumn("", .floats([1]))]) }
    }
}
