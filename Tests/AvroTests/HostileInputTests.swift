import Avro
import Bytes
import Testing

@Suite struct HostileInputTests {
    private static let huge: [UInt8] = [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F]

    @Test(arguments: [
        #"{"type":"array","items":"null"}"#, #"{"type":"array","items":"long"}"#, #"{"type":"map","values":"null"}"#,
        #"{"type":"array","items":{"type":"record","name":"E","fields":[]}}"#, "\"bytes\"", "\"string\"",
        #"{"type":"array","items":{"type":"fixed","name":"F","size":2147483647}}"#,
    ])
    func `a count that the bytes cannot back is refused at once`(text: String) throws {
        let schema = try Schema(json: text)
        let datum = Bytes(Self.huge + [0, 0, 0, 0])
        #expect(throws: AvroError.self) { try DatumDecoder(schema: schema).decode(datum) }
        #expect(throws: AvroError.self) { try DecodingPlan(allColumnsOf: schema).decodeWhole(datum, into: Row()) }
        #expect(throws: AvroError.self) {
            try DecodingPlan(schema: schema, columns: []).decodeWhole(datum, into: Row())
        }
        #expect(throws: AvroError.self) { try ResolvedDecoder(writer: schema, reader: schema).decode(datum) }
    }

    @Test func `a list of a million nodes is refused, not followed off the stack`() throws {
        let schema = try Schema(json: SchemaTests.linkedList)
        let datum = Bytes([UInt8](repeating: 2, count: 1_000_000))
        #expect(throws: AvroError.self) { try DatumDecoder(schema: schema).decode(datum) }
        #expect(throws: AvroError.self) { try DecodingPlan(allColumnsOf: schema).decodeWhole(datum, into: Row()) }
    }

    @Test func `many records of null fields cannot fill the memory`() throws {
        let fields = (0..<1000).map { #"{"name":"f\#($0)","type":"long"}"# }.joined(separator: ",")
        let text = #"{"type":"array","items":["null",{"type":"record","name":"R","fields":[\#(fields)]}]}"#
        let schema = try Schema(json: text)
        var datum = [UInt8](repeating: 0, count: 100_003)
        datum.replaceSubrange(0..<3, with: [0xC0, 0x9A, 0x0C])
        let error = #expect(throws: AvroError.self) {
            try DecodingPlan(allColumnsOf: schema).decodeWhole(Bytes(datum), into: Row())
        }
        #expect(error?.label == "limit")
    }

    @Test func `a schema that doubles at each level is refused, not unfolded`() throws {
        var text = #"{"type":"record","name":"R0","fields":[{"name":"x","type":"int"}]}"#
        for level in 1..<40 {
            text =
                #"{"type":"record","name":"R\#(level)","fields":[{"name":"a","type":\#(text)},{"name":"b","type":"R\#(level - 1)"}]}"#
        }
        let schema = try Schema(json: text)
        let error = #expect(throws: AvroError.self) { try DecodingPlan(allColumnsOf: schema) }
        #expect(error?.label == "limit")
        let few = try DecodingPlan(schema: schema, columns: ["b.b.b.a.x"])
        #expect(few.columns.count == 1)
        _ = try ResolvedDecoder(writer: schema, reader: schema)
    }

    @Test func `a block that claims more datums than it has bytes is refused`() throws {
        var writer = try ContainerWriter(
            schema: Schema(json: "\"null\""), sync: Bytes([UInt8](repeating: 0, count: 16)))
        let output = ByteWriter()
        output.append(writer.drain())
        output.append(Bytes(Self.huge + [0]))
        output.append(Bytes([UInt8](repeating: 0, count: 16)))
        var reader = try ContainerReader(file: output.bytes)
        #expect(throws: AvroError.self) { try reader.next() }
    }

    @Test(arguments: [Codec.deflate, .snappy, .zstandard])
    func `a block that swells beyond the limit is refused`(codec: Codec) throws {
        let packed = try codec.compress(Bytes([UInt8](repeating: 0, count: 4 << 20)))
        let error = #expect(throws: AvroError.self) { try codec.decompress(packed, limit: 1 << 20) }
        #expect(error?.label == "limit")
        #expect(try codec.decompress(packed, limit: 4 << 20).count == 4 << 20)
    }

    @Test(arguments: [Codec.deflate, .snappy, .zstandard])
    func `a block of more than 16 MiB is refused unless more is allowed`(codec: Codec) throws {
        var writer = try ContainerWriter(schema: Schema(json: "\"bytes\""), codec: codec)
        try writer.append(.bytes(Bytes([UInt8](repeating: 0, count: 17 << 20))))
        let file = try writer.finish()
        var reader = try ContainerReader(file: file)
        let error = #expect(throws: AvroError.self) { try reader.next() }
        #expect(error?.label == "limit")
        var generous = try ContainerReader(file: file, limits: Limits(blockBytes: 32 << 20))
        #expect(try generous.next()?.data.count == 17 << 20 + 4)
    }

    @Test func `a schema of more than 1 MiB is refused`() throws {
        let error = #expect(throws: AvroError.self) {
            try Schema(json: #"{"type":"int","doc":"\#(String(repeating: "x", count: 1 << 20))"}"#)
        }
        #expect(error?.label == "limit")
    }

    @Test func `a head of very many entries is refused`() throws {
        let head = ByteWriter()
        head.append(Bytes([0x4F, 0x62, 0x6A, 0x01]))
        head.append(Bytes([0xC0, 0x9A, 0x0C] + [UInt8](repeating: 0, count: 200_001)))
        let error = #expect(throws: AvroError.self) { try ContainerReader(file: head.bytes) }
        #expect(error?.label == "limit")
    }

    @Test func `a zstandard block whose window is larger than 8 MiB is refused`() throws {
        // Magic number, a descriptor without content size, window 2^24 or 2^23, a last block of 4 equal bytes.
        func block(_ window: UInt8) -> Bytes { [0x28, 0xB5, 0x2F, 0xFD, 0x00, window, 0x23, 0x00, 0x00, 0x07] }
        #expect(throws: AvroError.self) { try Codec.zstandard.decompress(block(14 << 3), limit: 1 << 20) }
        #expect(try Codec.zstandard.decompress(block(13 << 3), limit: 1 << 20) == [7, 7, 7, 7])
    }

    @Test(arguments: [Codec.deflate, .snappy, .zstandard])
    func `every cut or flipped block is refused or gives bytes`(codec: Codec) throws {
        let packed = try codec.compress(Bytes((0..<500).map { UInt8(truncatingIfNeeded: $0 * $0) }))
        for length in 0..<packed.count {
            #expect(throws: AvroError.self) { try codec.decompress(packed.slice(0..<length), limit: 1 << 20) }
        }
        for index in packed.indices {
            var bytes = packed.array
            bytes[index] ^= 0x10
            _ = try? codec.decompress(Bytes(bytes), limit: 1 << 20)
        }
    }

    @Test func `every truncation of a packet is noticed by the tree and by a plan of all columns`() throws {
        let schema = try Schema(json: PlanTests.schema)
        let datum = try DatumEncoder(schema: schema).encode(PlanTests.value)
        let plan = try DecodingPlan(allColumnsOf: schema)
        for length in 0..<datum.count {
            let error = #expect(throws: AvroError.self) {
                try DatumDecoder(schema: schema).decode(datum.slice(0..<length))
            }
            #expect(error?.isTruncation == true)
            #expect(throws: AvroError.self) { try plan.decodeWhole(datum.slice(0..<length), into: Row()) }
        }
    }
}
