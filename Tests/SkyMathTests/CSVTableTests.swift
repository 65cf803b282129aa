import SkyMath
import Testing

@Suite struct CSVTableTests {
    @Test func `Fields are quoted, blank, commented and spread over lines as RFC 4180 and real catalogues have them`()
        throws
    {
        let text = """
            # a comment, with commas

            id , name,"the ""best"" column",x
            1 , "one, first" ,"two
            lines", 1.5e3

            # another
            2,,"",
            """
        let table = try CSVTable(text)
        #expect(table.columnNames == ["id", "name", "the \"best\" column", "x"] && table.rowCount == 2)
        #expect(table.text(row: 0, column: 1) == "one, first" && table.text(row: 0, column: 2) == "two\nlines")
        #expect(try table.number(row: 0, column: 3) == 1500 && table.number(row: 1, column: 3) == nil)
        #expect(table.text(row: 1, column: 1).isEmpty && table.text(row: 1, column: 2).isEmpty)
        #expect(table.line(row: 0) == 4 && table.line(row: 1) == 8)
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `Lines end as on any system, the last with or without an end`(
        end: String
    ) throws {
        for tail in ["", end, end + end] {
            let table = try CSVTable(["a,b", "1,2", "3,4"].joined(separator: end) + tail)
            #expect(table.rowCount == 2)
            #expect(table.text(row: 1, column: 1) == "4" && table.line(row: 1) == 3)
        }
    }

    @Test(arguments: [",", ";", "\t"]) func `The separator is that which the first line has most`(separator: String)
        throws
    {
        let table = try CSVTable("a\(separator)b\(separator)c\n1\(separator)x y\(separator)3")
        #expect(table.columnNames == ["a", "b", "c"] && table.text(row: 0, column: 1) == "x y")
    }

    @Test(arguments: [
        ("", "line 1: the table is empty"), ("# only\n\n", "line 1: the table is empty"),
        ("a,b\n1\n", "line 2: 1 fields where the header has 2"), ("a,b\n\n1,2,3", "line 3: 3 fields"),
        ("a,a\n", "line 1, column 2: the column a comes twice"), ("a,b\n1,\"2\n3,4\n", "line 2, column 2: a quotation"),
        ("a,b\n1,2\"3\n", "line 2, column 2: a quotation mark within"),
        ("a,b\n\"1\"2,3", "line 2, column 1: text follows"),
    ]) func `What is no table is an error that names the line`(text: String, words: String) {
        let error = #expect(throws: TableError.self) { try CSVTable(text) }
        #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
    }

    @Test func `Numbers that are none name line and column, and tables are bounded`() throws {
        let table = try CSVTable("a,b\n1,x\n2,nan\n3,0x10")
        for row in 0..<2 {
            let error = #expect(throws: TableError.self) { try table.number(row: row, column: 1) }
            #expect(error?.line == row + 2 && error?.name == "b")
        }
        #expect(throws: TableError.self) { try CSVTable("a\n1\n2", limits: .init(rows: 1)) }
        #expect(throws: TableError.self) { try CSVTable("a,b,c\n", limits: .init(columns: 2)) }
    }

    @Test func `Columns are found by the first name that fits, exact letters before any`() throws {
        let table = try CSVTable("G,g,RA,Dec\n1,2,3,4")
        #expect(table.column(["g"]) == 1 && table.column(["G"]) == 0 && table.column(["ra"]) == 2)
        #expect(table.column(["ra"], exactly: true) == nil && table.column(["x", "DEC"]) == 3)
        #expect(try table.needed("dec") == 3)
        #expect(throws: TableError("there is no column x or y; there are G, g, RA, Dec")) { try table.needed("x", "y") }
    }

    @Test func `Any bytes give a table or an error, and every row has every field`() {
        var draws = Draws(seed: 5, 1)
        let alphabet = Array("ab1.,;\t\"\"\n\r# \u{FF}".utf8)
        for _ in 0..<4000 {
            let text = (0..<Int(draws.uniform(0..<60))).map { _ in alphabet[Int(draws.next() % UInt64(alphabet.count))]
            }
            guard let table = try? CSVTable(text) else { continue }
            for row in 0..<table.rowCount {
                for column in table.columnNames.indices { _ = table.text(row: row, column: column) }
            }
        }
    }
}
