public import Bytes

/// The head of an Avro object container file: metadata with the schema, and the marker between blocks.
public struct ContainerHeader: Sendable {
    /// The writer's schema, from `avro.schema`.
    public let schema: Schema
    /// How the blocks are compressed, from `avro.codec`; `null` where that is missing or empty.
    public let codec: Codec
    /// All metadata in the order written, `avro.schema` and `avro.codec` among it.
    public let metadata: [(name: String, value: Bytes)]
    /// The 16 bytes that end every block.
    public let sync: Bytes
    /// Bytes that the head takes.
    public let length: Int

    /// The metadata called `name`.
    public func metadata(_ name: String) -> Bytes? { metadata.first { $0.name == name }?.value }

    /// Entries of the metadata that are read at most.
    static let mostEntries = 10_000

    /// The first bytes of every container file.
    public static let magic = Bytes([0x4F, 0x62, 0x6A, 0x01])

    /// Reads the head of `file`, or throws an error whose `isTruncation` is true where more bytes are needed.
    init(_ file: Bytes, cache: SchemaCache, limits: Limits) throws(AvroError) {
        let room = min(file.count, limits.headerBytes)
        let (metadata, end) = try file.withUnsafeBytes {
            (memory) throws(AvroError) -> ([(name: String, value: Bytes)], Int) in
            var reader = ByteReader(UnsafeRawBufferPointer(rebasing: memory[..<room]))
            let metadata = try Self.metadata(&reader, file)
            _ = try reader.take(16)
            return (metadata, reader.offset)
        }
        self.metadata = metadata
        length = end
        sync = file.slice(end - 16..<end).detached
        guard let text = metadata.first(where: { $0.name == "avro.schema" })?.value else {
            throw AvroError(.framing, "the container file has no 'avro.schema' in its metadata")
        }
        schema = try cache.schema(text)
        codec = try Self.codec(metadata.first { $0.name == "avro.codec" }?.value)
    }

    private static func codec(_ name: Bytes?) throws(AvroError) -> Codec {
        guard let name, !name.isEmpty else { return .null }
        return try Codec(named: String(decoding: name.prefix(40), as: UTF8.self))
    }

    private static func metadata(
        _ reader: inout ByteReader, _ file: Bytes
    ) throws(AvroError) -> [(name: String, value: Bytes)] {
        for expected in magic {
            guard reader.remaining > 0 else { throw reader.truncated("the head of a container file") }
            guard reader.p.pointee == expected else {
                throw AvroError(.framing, "not an Avro container file: it must begin with 'Obj' and 1", offset: 0)
            }
            reader.p += 1
        }
        var metadata: [(name: String, value: Bytes)] = []
        var empties = 0
        while true {
            let block = try reader.block(minimumSize: 2, empties: &empties)
            if block.count == 0 { return metadata }
            guard block.count <= mostEntries - metadata.count else {
                throw AvroError(.limit, "more than \(mostEntries) entries of metadata", offset: reader.offset)
            }
            for _ in 0..<block.count {
                let name = try reader.string()
                let length = try reader.length()
                let start = reader.offset
                _ = try reader.take(length)
                metadata.append((name, file.slice(start..<start + length)))
            }
            try reader.close(block)
        }
    }
}
