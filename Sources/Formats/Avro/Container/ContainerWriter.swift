public import Bytes

/// Writes an object container file piece by piece.
///
/// Append datums, take the finished bytes with `drain` whenever convenient, and end with `finish`. A block is closed
/// when it holds `blockBytes` of datums or more.
public struct ContainerWriter {
    /// The schema that values are encoded with.
    public let schema: Schema
    /// How the blocks are compressed; the head names it.
    public let codec: Codec
    /// The 16 bytes that end every block.
    public let sync: Bytes

    private let encoder: DatumEncoder
    private let blockBytes: Int
    private let level: Int?
    private let block = ByteWriter(capacity: 1 << 16)
    private let output = ByteWriter(capacity: 1 << 16)
    private var count = 0

    /// - Parameters:
    ///   - metadata: further entries of the head; `avro.codec` is ignored, `avro.schema` overrides the schema's text,
    ///     so that a file can be written again with the very text that it was read with.
    ///   - sync: 16 bytes; nil takes random ones.
    ///   - level: of compression, see `Codec.compress`.
    public init(
        schema: Schema, codec: Codec = .null, metadata: [(name: String, value: Bytes)] = [], sync: Bytes? = nil,
        blockBytes: Int = 64 << 10, level: Int? = nil
    ) throws(AvroError) {
        self.schema = schema
        self.codec = codec
        self.blockBytes = blockBytes
        self.level = level
        self.sync = sync ?? Bytes((0..<16).map { _ in UInt8.random(in: 0...255) })
        encoder = DatumEncoder(schema: schema)
        guard self.sync.count == 16 else { throw AvroError(.value, "a sync marker has 16 bytes") }
        writeHeader(metadata)
    }

    private func writeHeader(_ metadata: [(name: String, value: Bytes)]) {
        var entries = metadata.filter { $0.name != "avro.codec" }
        if !entries.contains(where: { $0.name == "avro.schema" }) {
            entries.insert(("avro.schema", Bytes(utf8: schema.json.text())), at: 0)
        }
        entries.append(("avro.codec", Bytes(utf8: codec.rawValue)))
        output.append(ContainerHeader.magic)
        output.appendLong(Int64(entries.count))
        for entry in entries {
            output.appendString(entry.name)
            output.appendBlob(entry.value)
        }
        output.append(0)
        output.append(sync)
    }

    /// Adds `value`; after an error the file is as it was before.
    public mutating func append(_ value: Value) throws(AvroError) {
        try encoder.encode(value, into: block)
        try added()
    }

    /// Adds a datum that is already encoded with the writer's schema. It is not checked.
    public mutating func append(encoded datum: Bytes) throws(AvroError) {
        block.append(datum)
        try added()
    }

    private mutating func added() throws(AvroError) {
        count += 1
        if block.count >= blockBytes { try flush() }
    }

    /// Closes the block begun, if there is one.
    public mutating func flush() throws(AvroError) {
        guard count > 0 else { return }
        let data = try codec.compress(block.bytes, level: level)
        output.appendLong(Int64(count))
        output.appendBlob(data)
        output.append(sync)
        block.removeAll()
        count = 0
    }

    /// The bytes finished since the last call.
    public mutating func drain() -> Bytes {
        let bytes = output.bytes
        output.removeAll()
        return bytes
    }

    /// Closes the last block and gives the rest of the file.
    public mutating func finish() throws(AvroError) -> Bytes {
        try flush()
        return drain()
    }
}
