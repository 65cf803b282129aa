import Avro
import Bytes
import Foundation
import Testing

@Suite struct ContainerTests {
    static let schema =
        #"{"type":"record","name":"R","fields":[{"name":"id","type":"long"},{"name":"s","type":"string"}]}"#

    static let values = (0..<200).map {
        Value.record([.long(Int64($0) << 40), .string(String(repeating: "é", count: $0 % 17))])
    }

    private func file(_ codec: Codec, blockBytes: Int = 300) throws -> Bytes {
        var writer = try ContainerWriter(
            schema: Schema(json: Self.schema), codec: codec, metadata: [("survey", Bytes(utf8: "none"))],
            sync: Bytes((0..<16).map { UInt8($0) }), blockBytes: blockBytes)
        let output = ByteWriter()
        for value in Self.values {
            try writer.append(value)
            output.append(writer.drain())
        }
        output.append(try writer.finish())
        return output.bytes
    }

    private func values(_ reader: inout ContainerReader) throws -> [Value] {
        var values: [Value] = []
        while let block = try reader.next() {
            let decoder = DatumDecoder(schema: try #require(reader.header?.schema))
            var offset = 0
            for _ in 0..<block.count { values.append(try decoder.decode(block.data, from: &offset)) }
        }
        return values
    }

    @Test(arguments: Codec.allCases)
    func `what is written is read, whole and in pieces of any size`(codec: Codec) throws {
        let file = try file(codec)
        var whole = try ContainerReader(file: file)
        #expect(whole.header?.codec == codec)
        #expect(whole.header?.metadata("survey") == Bytes(utf8: "none"))
        #expect(try values(&whole) == Self.values)
        try whole.finish()
        for size in [1, 7, 64, 1000] {
            var reader = ContainerReader()
            var read: [Value] = []
            for start in stride(from: 0, to: file.count, by: size) {
                reader.push(file.slice(start..<min(start + size, file.count)))
                read += try values(&reader)
            }
            try reader.finish()
            #expect(read == Self.values)
        }
    }

    @Test func `a file can be written again byte for byte from its metadata`() throws {
        let first = try file(.null, blockBytes: 1 << 20)
        let reader = try ContainerReader(file: first)
        let header = try #require(reader.header)
        var writer = try ContainerWriter(
            schema: header.schema, metadata: header.metadata, sync: header.sync, blockBytes: 1 << 20)
        for value in Self.values { try writer.append(value) }
        #expect(try writer.finish() == first)
    }

    @Test func `a wrong sync marker, a cut file and a strange codec are named`() throws {
        let file = try file(.null)
        var wrong = file.array
        wrong[wrong.count - 1] ^= 1
        var reader = try ContainerReader(file: Bytes(wrong))
        let sync = #expect(throws: AvroError.self) { while try reader.next() != nil {} }
        #expect(sync?.offset == wrong.count - 16)

        var cut = try ContainerReader(file: file.slice(0..<file.count - 1))
        while try cut.next() != nil {}
        #expect(throws: AvroError.self) { try cut.finish() }
        #expect(throws: AvroError.self) { try ContainerReader(file: file.slice(0..<20)) }

        let text = String(decoding: file, as: UTF8.self)
        #expect(text.contains("avro.codec"))
        let bzip2 = try patched(codec: "bzip2")
        let error = #expect(throws: AvroError.self) { try ContainerReader(file: bzip2) }
        #expect(error?.description.contains("unsupported codec 'bzip2'") == true)
        let other = #expect(throws: AvroError.self) { try ContainerReader(file: Bytes(utf8: "tree 1234")) }
        #expect(other?.label == "framing")
    }

    private func patched(codec: String) throws -> Bytes {
        let writer = ByteWriter()
        writer.append(ContainerHeader.magic)
        writer.appendLong(2)
        writer.appendString("avro.schema")
        writer.appendString("\"long\"")
        writer.appendString("avro.codec")
        writer.appendString(codec)
        writer.append(0)
        writer.append(Bytes([UInt8](repeating: 0, count: 16)))
        return writer.bytes
    }

    @Test func `a flipped bit in a snappy block is found by its checksum`() throws {
        let block = Bytes((0..<64).map { UInt8($0) })
        var packed = try Codec.snappy.compress(block).array
        packed[20] ^= 4
        let error = #expect(throws: AvroError.self) { try Codec.snappy.decompress(Bytes(packed), limit: 1000) }
        #expect(error?.label == "checksum")
    }

    @Test(
        .enabled(if: Python.hasFastavro, "no Python with fastavro (TOCSIN_PYTHON)"),
        arguments: [Codec.null, .deflate, .snappy])
    func `fastavro reads our files and we read its`(codec: Codec) throws { try exchange(codec) }

    @Test(.enabled(if: Python.hasZstandard, "no Python with fastavro and backports.zstd (TOCSIN_PYTHON)"))
    func `fastavro reads our zstandard files and we read its`() throws { try exchange(.zstandard) }

    private func exchange(_ codec: Codec) throws {
        try Python.withFolder { folder in
            let (ours, theirs) = (folder.appending(path: "ours.avro"), folder.appending(path: "theirs.avro"))
            try Data(try file(codec).array).write(to: ours)
            let script = """
                import sys, fastavro
                with open(sys.argv[1], 'rb') as source:
                    reader = fastavro.reader(source)
                    values = list(reader)
                assert reader.codec == sys.argv[3], reader.codec
                assert [v['id'] for v in values] == [i << 40 for i in range(200)]
                assert [v['s'] for v in values] == ['é' * (i % 17) for i in range(200)]
                with open(sys.argv[2], 'wb') as output:
                    fastavro.writer(output, reader.writer_schema, values, codec=sys.argv[3], sync_interval=300)
                """
            try Python.run(["-c", script, ours.path, theirs.path, codec.rawValue])
            var reader = try ContainerReader(file: Bytes(Array(try Data(contentsOf: theirs))))
            #expect(reader.header?.codec == codec)
            #expect(try values(&reader) == Self.values)
            try reader.finish()
        }
    }

    @Test func `framings are recognised, taken off and put on`() throws {
        let datum = Bytes([2, 4, 6])
        for framing in [Framing.confluent(schemaID: 900), .singleObject(fingerprint: 0x0102_0304_0506_0708)] {
            let packet = try framing.frame(datum)
            #expect(Framing.detect(packet) == framing)
            #expect(try framing.datum(of: packet) == datum)
        }
        #expect(try Framing.confluent(schemaID: 900).frame(datum).array == [0, 0, 0, 3, 0x84, 2, 4, 6])
        #expect(Framing.detect(try file(.null)) == .container)
        #expect(Framing.detect(Bytes([9, 9, 9, 9, 9, 9])) == nil)
        #expect(Framing.detect(Bytes()) == nil)
        #expect(throws: AvroError.self) { try Framing.container.datum(of: datum) }
    }

    @Test func `a single object names the schema by its fingerprint in little-endian order`() throws {
        let schema = try Schema(json: "\"null\"")
        let packet = try Framing.singleObject(fingerprint: schema.crc64).frame(Bytes())
        #expect(packet.array == [0xC3, 0x01] + (0..<8).map { UInt8(truncatingIfNeeded: schema.crc64 >> (8 * $0)) })
    }
}
