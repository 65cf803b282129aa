public import Avro
public import Bytes

/// One record of a packet file, with the schema that wrote it.
public struct PacketRecord: Sendable {
    /// The file, or the archive and its entry; `#2` follows for the second record of a file.
    public var origin: String
    public var schema: Schema
    /// The record alone, a view of the file where that is not compressed.
    public var datum: Bytes
    /// What the file wraps around it.
    public var framing: Framing
    /// The file as it is, where it holds this record and no other.
    public var file: Bytes?
    /// The head of the container that it came in.
    var head: ContainerHead?

    /// The record as a file of its own: the bytes it came in where it was alone, else a container that holds it alone.
    var alone: Bytes { file ?? wrapped(datum) }

    /// `datum` in the framing that the record had; for a container one without compression.
    func wrapped(_ datum: Bytes) -> Bytes {
        head?.file(with: datum) ?? (try? framing.frame(datum)) ?? datum
    }
}

/// Opens packet files of any framing.
public struct PacketOpener: Sendable {
    /// The schema of a Confluent schema id.
    public var schema: @Sendable (UInt32) -> Schema?
    private let cache: SchemaCache

    public init(schema: @escaping @Sendable (UInt32) -> Schema?) {
        self.schema = schema
        cache = SchemaCache(.lenient)
    }

    /// The records of `file`, in order.
    ///
    /// `onRecord` gets each as soon as it is found, so that those before a damaged place are not lost.
    public func open(
        _ file: Bytes, origin: String, onRecord: (PacketRecord) throws -> Void
    ) throws {
        switch Framing.detect(file) {
        case .container?: try openContainer(file, origin, onRecord)
        case .confluent(let id)?: try onRecord(confluent(file, id, origin))
        case .singleObject(let print)?:
            throw DistributionError(
                .notAPacket, origin: origin,
                "single-object encoding with fingerprint \(String(print, radix: 16)): the schema is not in the file")
        case nil:
            throw DistributionError(
                .notAPacket, origin: origin, offset: 0,
                "neither a container file (Obj1) nor Confluent-framed (a zero byte and a schema id)")
        }
    }

    /// The records of `file` as a list.
    public func records(in file: Bytes, origin: String) throws -> [PacketRecord] {
        var records: [PacketRecord] = []
        try open(file, origin: origin) { records.append($0) }
        return records
    }

    private func confluent(_ file: Bytes, _ id: UInt32, _ origin: String) throws -> PacketRecord {
        guard let schema = schema(id) else {
            throw DistributionError(
                .notAPacket, origin: origin, offset: 1,
                "Confluent schema id \(id) is unknown; give its schema with --schemas FOLDER (a file \(id).avsc)")
        }
        let datum = file.slice(5..<file.count)
        return PacketRecord(
            origin: origin, schema: schema, datum: datum, framing: .confluent(schemaID: id), file: file)
    }

    private func openContainer(_ file: Bytes, _ origin: String, _ onRecord: (PacketRecord) throws -> Void) throws {
        var held: PacketRecord?
        var count = 0
        do {
            var reader = try ContainerReader(file: file, cache: cache)
            guard let header = reader.header else { return }
            let head = try ContainerHead(of: header, in: file)
            let decoder = DatumDecoder(schema: header.schema)
            while let block = try reader.next() {
                var offset = 0
                for _ in 0..<block.count {
                    let start = offset
                    _ = try decoder.decode(block.data, from: &offset)
                    if let held { try onRecord(held) }
                    count += 1
                    held = PacketRecord(
                        origin: count == 1 ? origin : "\(origin)#\(count)", schema: header.schema,
                        datum: block.data.slice(start..<offset), framing: .container, head: head)
                }
            }
            try reader.finish()
        } catch let error as AvroError {
            if let held { try onRecord(held) }
            throw DistributionError(
                error.isTruncation ? .truncated : .notAPacket, origin: origin, offset: error.offset, "\(error)")
        }
        guard var last = held else { return }
        if count == 1 { last.file = file }
        try onRecord(last)
    }
}
