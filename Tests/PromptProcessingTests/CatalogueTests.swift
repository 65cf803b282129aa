import FITS
import PromptProcessing
import Testing

struct CatalogueTests {
    private let catalogue = Catalogue(
        name: "THINGS",
        columns: [
            NewColumn("id", .int64s([1, 2])), NewColumn("x", .doubles([1.5, .nan]), unit: "pixel"),
            NewColumn("flags", .strings(["edge,masked", "say \"so\""])),
            NewColumn("isFound", .logicals([true, false])),
        ])

    @Test func `CSV has a line a row, quotes what needs it and leaves what is not a number empty`() {
        #expect(catalogue.csv == "id,x,flags,isFound\n1,1.5,\"edge,masked\",true\n2,,\"say \"\"so\"\"\",false\n")
    }

    @Test func `a FITS table has the same rows, with units`() throws {
        let table = try FITSFile(catalogue.fits().encoded()).firstTable()
        #expect(table.name == "THINGS" && table.rowCount == 2)
        let x = try table.column("x")
        #expect(x.unit == "pixel")
        #expect(try table.number(row: 0, x) == 1.5)
        #expect(try table.text(row: 1, table.column("flags")) == "say \"so\"")
    }
}
