import Avro
import Bytes
import Testing

@Suite(.enabled(if: TestData.isPresent, "the folder of real packets (TOCSIN_TEST_DATA) is absent"))
struct RealPacketTests {
    @Test func `every packet decodes and encodes back to the same bytes`() throws {
        let cache = SchemaCache()
        var count = 0
        for file in TestData.files(TestData.packets) {
            var reader = try ContainerReader(file: try TestData.bytes(file), cache: cache)
            let schema = try #require(reader.header?.schema)
            let (decoder, encoder) = (DatumDecoder(schema: schema), DatumEncoder(schema: schema))
            while let block = try reader.next() {
                var offset = 0
                for _ in 0..<block.count {
                    let start = offset
                    let value = try decoder.decode(block.data, from: &offset)
                    #expect(try encoder.encode(value) == block.data.slice(start..<offset), "\(file)")
                    count += 1
                }
                #expect(offset == block.data.count)
            }
            try reader.finish()
        }
        #expect(count > 300)
    }

    @Test func `a plan of all columns reads to where the datum ends`() throws {
        let cache = SchemaCache()
        let row = Row()
        for file in TestData.files(TestData.packets) {
            var reader = try ContainerReader(file: try TestData.bytes(file), cache: cache)
            let plan = try DecodingPlan(allColumnsOf: try #require(reader.header?.schema))
            while let block = try reader.next() {
                var offset = 0
                for _ in 0..<block.count { offset = try plan.decodeWhole(block.data, from: offset, into: row) }
                #expect(offset == block.data.count, "\(file)")
            }
        }
    }

    @Test func `every published LSST and ZTF schema is read from its separate texts`() throws {
        let files = TestData.files(["schemas/lsst", "schemas/ztf-4.02"], suffix: ".avsc")
        let folders = Dictionary(grouping: files) { $0.split(separator: "/").dropLast().joined(separator: "/") }
        #expect(folders.count >= 6)
        for (folder, files) in folders {
            let schema = try Schema(definitions: try files.map(TestData.bytes), .lenient)
            #expect(schema.name?.short == "alert", "\(folder)")
            #expect(schema.rootNode.fields.count >= 9, "\(folder)")
            #expect(try Schema(json: schema.json.text(), .lenient).canonicalForm == schema.canonicalForm)
            #expect(try DecodingPlan(allColumnsOf: schema).columns.count > 100, "\(folder)")
        }
    }
}
