import Avro
import Bytes
import Testing

@Suite struct DatumTests {
    private func bytes(_ value: Value, _ schema: String) throws -> [UInt8] {
        try DatumEncoder(schema: Schema(json: schema)).encode(value).array
    }

    @Test(
        arguments: [
            (0, [0x00]), (-1, [0x01]), (1, [0x02]), (-2, [0x03]), (2, [0x04]), (-64, [0x7F]), (64, [0x80, 0x01]),
            (8192, [0x80, 0x80, 0x01]), (-8193, [0x81, 0x80, 0x01]),
            (.max, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]),
            (.min, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]),
        ] as [(Int64, [UInt8])])
    func `longs are written zig-zag in groups of seven bits`(value: Int64, expected: [UInt8]) throws {
        #expect(try bytes(.long(value), "\"long\"") == expected)
        let decoder = DatumDecoder(schema: try Schema(json: "\"long\""))
        #expect(try decoder.decode(Bytes(expected)) == .long(value))
        var offset = 0
        let padded = Bytes(expected + [UInt8](repeating: 0xFF, count: 16))
        #expect(try decoder.decode(padded, from: &offset) == .long(value))
        #expect(offset == expected.count)
    }

    @Test func `longs of every length read the same near the end and far from it`() throws {
        let decoder = DatumDecoder(schema: try Schema(json: "\"long\""))
        for bit in 0..<64 {
            for value in [
                Int64(bitPattern: 1 << bit), Int64(bitPattern: (1 << bit) - 1), -Int64(bitPattern: (1 << bit) / 2),
            ] {
                let encoded = try bytes(.long(value), "\"long\"")
                #expect(try decoder.decode(Bytes(encoded)) == .long(value))
                var offset = 0
                #expect(
                    try decoder.decode(Bytes(encoded + Array(repeating: 0x80, count: 12)), from: &offset)
                        == .long(value))
            }
        }
    }

    @Test func `the specification's examples of a record, an array, a map and a union`() throws {
        let record =
            #"{"type":"record","name":"test","fields":[{"name":"a","type":"long"},{"name":"b","type":"string"}]}"#
        #expect(try bytes(.record([.long(27), .string("foo")]), record) == [0x36, 0x06, 0x66, 0x6F, 0x6F])
        #expect(try bytes(.array([.long(3), .long(27)]), #"{"type":"array","items":"long"}"#) == [4, 6, 0x36, 0])
        #expect(try bytes(.union(branch: 0, .null), #"["null","string"]"#) == [0])
        #expect(try bytes(.union(branch: 1, .string("a")), #"["null","string"]"#) == [2, 2, 0x61])
        let map = #"{"type":"map","values":"long"}"#
        #expect(try bytes(.map([.init("x", .long(1))]), map) == [2, 2, 0x78, 2, 0])
    }

    @Test func `blocks with a size, and several of them, are read as one array`() throws {
        let decoder = DatumDecoder(schema: try Schema(json: #"{"type":"array","items":"long"}"#))
        #expect(try decoder.decode(Bytes([3, 4, 6, 0x36, 2, 2, 0])) == .array([.long(3), .long(27), .long(1)]))
    }

    @Test func `a block whose size is not that of its items is refused`() throws {
        let schema = try Schema(json: #"{"type":"array","items":"long"}"#)
        let datum = Bytes([3, 6, 6, 0x36, 0, 0])
        #expect(throws: AvroError.self) { try DatumDecoder(schema: schema).decode(datum) }
        #expect(throws: AvroError.self) { try DecodingPlan(allColumnsOf: schema).decodeWhole(datum, into: Row()) }
    }

    @Test func `every NaN keeps its bits`() throws {
        for bits: UInt64 in [0x7FF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0xFFF8_DEAD_BEEF_0001] {
            let value = Value.double(Double(bitPattern: bits))
            let schema = try Schema(json: "\"double\"")
            #expect(try DatumDecoder(schema: schema).decode(DatumEncoder(schema: schema).encode(value)) == value)
        }
        let signalling = Value.float(Float(bitPattern: 0x7F80_0001))
        let schema = try Schema(json: "\"float\"")
        #expect(try DatumEncoder(schema: schema).encode(signalling) == Bytes([1, 0, 0x80, 0x7F]))
        #expect(try DatumDecoder(schema: schema).decode(Bytes([1, 0, 0x80, 0x7F])) == signalling)
    }

    @Test func `a value of the wrong type is refused, names its field and leaves the writer as it was`() throws {
        let schema = try Schema(
            json:
                #"{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":{"type":"record","name":"S","fields":[{"name":"c","type":"int"}]}}]}"#
        )
        let writer = ByteWriter()
        writer.append(7)
        let error = #expect(throws: AvroError.self) {
            try DatumEncoder(schema: schema).encode(.record([.int(1), .record([.string("x")])]), into: writer)
        }
        #expect(error?.path == "b.c")
        #expect(writer.count == 1)
    }

    @Test(
        arguments: [
            ("\"boolean\"", [2], "boolean"), ("\"int\"", [0x80, 0x80, 0x80, 0x80, 0x80, 0x01], "32 bits"),
            ("\"string\"", [3], "below zero"), ("\"string\"", [4, 0xC3, 0x28], "UTF-8"),
            ("[\"null\",\"int\"]", [4], "branch"), ("[\"null\",\"int\"]", [1], "branch"),
            (#"{"type":"enum","name":"E","symbols":["A"]}"#, [2], "symbol"), ("\"null\"", [0], "left"),
            ("\"long\"", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02], "64 bits"),
        ] as [(String, [UInt8], String)])
    func `faulty datums are refused with the reason`(schema: String, datum: [UInt8], word: String) throws {
        let schema = try Schema(json: schema)
        let error = #expect(throws: AvroError.self) { try DatumDecoder(schema: schema).decode(Bytes(datum)) }
        #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    }

    @Test func `an error names the byte and the field with its item`() throws {
        let schema = try Schema(
            json:
                #"{"type":"record","name":"R","fields":[{"name":"h","type":{"type":"array","items":{"type":"record","name":"S","fields":[{"name":"c","type":"int"},{"name":"s","type":"string"}]}}}]}"#
        )
        let datum = Bytes([4, 2, 0, 2, 20, 65, 66])
        let tree = #expect(throws: AvroError.self) { try DatumDecoder(schema: schema).decode(datum) }
        #expect(tree?.path == "h[1].s")
        #expect(tree?.offset == 4)
        let plan = try DecodingPlan(allColumnsOf: schema)
        let row = #expect(throws: AvroError.self) { try plan.decode(datum, into: Row()) }
        #expect(row?.path == "h[1].s")
        #expect(row?.offset == 4)
    }

    @Test func `an error in a record that is passed over names the way to it from the outermost`() throws {
        let schema = try Schema(
            json: #"""
                {"type":"record","name":"n.R","fields":[
                 {"name":"a","type":{"type":"record","name":"A","fields":[{"name":"bs","type":{"type":"array","items":
                  {"type":"record","name":"B","fields":[{"name":"c","type":"int"},{"name":"s","type":"string"}]}}}]}},
                 {"name":"again","type":["null","A"]},{"name":"id","type":"long"}]}
                """#)
        let plan = try DecodingPlan(schema: schema, columns: ["id"])
        let faults: [([UInt8], String)] = [
            ([4, 2, 0, 2, 20, 65], "a.bs[1].s"), ([0, 2, 2, 2, 20, 65], "again.bs[0].s"),
        ]
        for (datum, path) in faults {
            let error = #expect(throws: AvroError.self) { try plan.decode(Bytes(datum), into: Row()) }
            #expect(error?.path == path)
        }
    }
}
