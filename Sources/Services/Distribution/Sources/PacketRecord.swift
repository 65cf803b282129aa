public import AlertModel
public import Avro
public import Bytes

/// One record of a packet file, with the schema that wrote it.
public struct PacketRecord: Sendable {
    /// The file, or the archive and its entry; `#2` follows for the second record of a file.
    public var origin: String
    /// The container's own, the one that a number or fingerprint names, or the one that was given.
    public var schema: Schema
    /// The record alone, a view of the file where that is not compressed.
    public var datum: Bytes
    /// What the file wraps around it; nil for a bare datum.
    public var framing: Framing?
    /// The file as it is, where it holds this record and no other.
    public var file: Bytes?
    /// The head of the container that it came in.
    var head: ContainerHead?

    /// The record as a file of its own: the bytes it came in where it was alone, else a container that holds it alone.
    var alone: Bytes { file ?? wrapped(datum) }

    /// `datum` in the framing that the record had; for a container one without compression.
    func wrapped(_ datum: Bytes) -> Bytes {
        head?.file(with: datum) ?? (try? framing?.frame(datum)) ?? datum
    }
}

/// Opens packet files of any framing.
public struct PacketOpener: Sendable {
    private let schemas: SchemaDirectory
    private let given: Schema?
    private let cache: SchemaCache

    /// - Parameters:
    ///   - schemas: those of packets that name theirs by a number or a fingerprint.
    ///   - given: that of files which neither hold one nor name one of `schemas`, such as bare datums.
    public init(_ schemas: SchemaDirectory, given: Schema? = nil) {
        self.schemas = schemas
        self.given = given
        cache = SchemaCache(.lenient)
    }

    /// The records of `file`, in order.
    ///
    /// `onRecord` gets each as soon as it is found, so that those before a damaged place are not lost.
    public func open(
        _ file: Bytes, origin: String, onRecord: (PacketRecord) throws -> Void
    ) throws {
        let framing = Framing.detect(file)
        guard framing != .container else { return try openContainer(file, origin, onRecord) }
        guard let schema = schemas.schema(named: framing) else {
            guard let given else { throw unknown(framing, origin) }
            return try onRecord(record(of: file, framing, given, origin))
        }
        let datum = file.slice((framing?.headerLength ?? 0)..<file.count)
        try onRecord(PacketRecord(origin: origin, schema: schema, datum: datum, framing: framing, file: file))
    }

    /// The records of `file` as a list.
    public func records(in file: Bytes, origin: String) throws -> [PacketRecord] {
        var records: [PacketRecord] = []
        try open(file, origin: origin) { records.append($0) }
        return records
    }

    /// A file read with the schema that was given: after what looks like a head where that gives a datum, else bare.
    private func record(
        of file: Bytes, _ framing: Framing?, _ schema: Schema, _ origin: String
    ) throws -> PacketRecord {
        let decoder = DatumDecoder(schema: schema)
        if let framing, let datum = try? framing.datum(of: file), (try? decoder.decode(datum)) != nil {
            return PacketRecord(origin: origin, schema: schema, datum: datum, framing: framing, file: file)
        }
        do throws(AvroError) { _ = try decoder.decode(file) } catch {
            let name = schema.name.map { "\($0)" } ?? "unnamed"
            throw DistributionError(
                error.isTruncation ? .truncated : .notAPacket, origin: origin, offset: error.offset,
                "no datum of the schema that was given (\(name)): \(error)")
        }
        return PacketRecord(origin: origin, schema: schema, datum: file, framing: nil, file: file)
    }

    private func unknown(_ framing: Framing?, _ origin: String) -> DistributionError {
        switch framing {
        case .confluent(let id):
            DistributionError(
                .notAPacket, origin: origin, offset: 1,
                "Confluent schema id \(id) is unknown; give its schema with --schemas FOLDER (a file \(id).avsc), "
                    + "or, where this is a bare datum, to the packet commands with --schema")
        case .singleObject(let print):
            DistributionError(
                .notAPacket, origin: origin, offset: 2,
                "single-object encoding: no known schema has the fingerprint \(String(print, radix: 16)); "
                    + "give it with --schemas FOLDER (a file NUMBER.avsc)")
        case .container, nil:
            DistributionError(
                .notAPacket, origin: origin, offset: 0,
                "neither a container file (Obj1) nor Confluent-framed (a zero byte and a schema id); "
                    + "a bare datum is read by the packet commands with --schema")
        }
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
