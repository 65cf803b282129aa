import AlertModel
import ArgumentParser
import Avro
import Bytes
import Distribution
import Foundation

/// Writes packets in another framing, or as JSON.
struct PacketConvert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Write packets in another framing, or as JSON.",
        discussion: """
            One packet goes to standard output or to --output FILE; several go to files of --output FOLDER (an existing folder, or \
            a name that ends in /), or into one container.

            Examples:
              tocsin packet convert alert.avro --to json
              tocsin packet convert alert.bin --to container --codec zstandard --output alert.avro
              tocsin packet convert night.tar.gz --to confluent --id 900 --output packets/
              tocsin packet convert datum.bin --schema 1101 --to container --output alert.avro
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable { case json, container, confluent, bare }

    @Argument(help: "Files, folders, archives.")
    var paths: [String]
    @Option(help: "json (64-bit integers exact, bytes in base64, NaN as null), container, confluent or bare.")
    var to: Form
    @Option(help: "Codec of a container: null, deflate, snappy, zstandard.")
    var codec = "null"
    @Option(
        help: "Schema id of the Confluent framing; by default that of the known schema with the same canonical form.")
    var id: UInt32?
    @Flag(help: "JSON as the Avro specification encodes it (unions tagged, bytes as text, NaN as \"NaN\").")
    var avroJson = false
    @Option(name: .shortAndLong, help: "A file or a folder.")
    var output: String?
    @OptionGroup var schemas: PacketSchemaOptions

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.convert() }
    }

    private func convert() async throws {
        let directory = try schemas.directory()
        var sink = try ConversionSink(
            output: output, suffix: to == .confluent || to == .bare ? "bin" : to == .json ? "json" : "avro")
        var refused = 0
        var done = 0
        var container: ContainerWriter?
        try await PacketWalk(paths: paths, opener: try schemas.opener(directory)).forEach { record in
            if to == .container && !sink.isFolder {
                try append(record, to: &container)
            } else {
                try sink.write(try converted(record, directory), origin: record.origin)
            }
            done += 1
            if output != nil { Progress.show("\(done) converted") }
        } onRefusal: { error in
            refused += 1
            Console.error("\(error)")
        }
        Progress.clear()
        if var open = container { try sink.write(try open.finish(), origin: "container") }
        if refused > 0 { throw CommandFailure.someInputWasBad("\(refused) files or records were refused") }
    }

    private func converted(_ record: PacketRecord, _ directory: SchemaDirectory) throws -> Bytes {
        switch to {
        case .json:
            let value = try DatumDecoder(schema: record.schema).decode(record.datum)
            let json = try record.schema.json(of: value, style: avroJson ? .avro : .plain)
            return Bytes(utf8: json.text(indent: 2) + "\n")
        case .container:
            var container: ContainerWriter?
            try append(record, to: &container)
            return try container?.finish() ?? Bytes()
        case .confluent: return try Framing.confluent(schemaID: try schemaID(of: record, directory)).frame(record.datum)
        case .bare: return record.datum
        }
    }

    private func append(_ record: PacketRecord, to container: inout ContainerWriter?) throws {
        if let open = container, open.schema != record.schema {
            throw CommandFailure.impossible(
                "\(record.origin) has another schema than the packets before it: give --output a folder")
        }
        if container == nil {
            guard let codec = Codec(rawValue: codec) else {
                throw CommandFailure.impossible("--codec is null, deflate, snappy or zstandard, not '\(codec)'")
            }
            container = try ContainerWriter(schema: record.schema, codec: codec)
        }
        try container?.append(encoded: record.datum)
    }

    private func schemaID(of record: PacketRecord, _ directory: SchemaDirectory) throws -> UInt32 {
        if let id { return id }
        if case .confluent(let id)? = record.framing { return id }
        let print = record.schema.crc64
        guard let known = directory.ids.last(where: { directory.schema(id: $0)?.crc64 == print }) else {
            let name = record.schema.name.map { "\($0)" } ?? "unnamed"
            throw CommandFailure.impossible(
                "\(record.origin): the schema \(name) is not one we know; give its id with --id")
        }
        return known
    }
}

/// Where converted packets go.
struct ConversionSink {
    let isFolder: Bool
    private let output: String?
    private let suffix: String
    private var written = 0

    init(output: String?, suffix: String) throws {
        self.output = output
        self.suffix = suffix
        var exists: ObjCBool = false
        let found = output.map { FileManager.default.fileExists(atPath: $0, isDirectory: &exists) } ?? false
        isFolder = (found && exists.boolValue) || output?.hasSuffix("/") == true
        if isFolder, let output {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        }
    }

    mutating func write(_ bytes: Bytes, origin: String) throws {
        defer { written += 1 }
        guard let output else { return Console.write(bytes.array) }
        guard !isFolder else { return try save(bytes, "\(output)/\(name(of: origin)).\(suffix)") }
        guard written == 0 || suffix == "json" else {
            throw CommandFailure.impossible("there are several packets: give --output a folder")
        }
        if written == 0 { return try save(bytes, output) }
        try telling(output) {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
            defer { try? file.close() }
            try file.seekToEnd()
            try file.write(contentsOf: Data(bytes))
        }
    }

    /// A file appears whole or not at all; what is no file, such as a pipe, is written as it is.
    private func save(_ bytes: Bytes, _ path: String) throws {
        let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        try telling(path) {
            try Data(bytes).write(
                to: URL(fileURLWithPath: path), options: kind ?? .typeRegular == .typeRegular ? .atomic : [])
        }
    }

    private func telling(_ path: String, _ write: () throws -> Void) throws {
        do { try write() } catch {
            throw CommandFailure.impossible("\(path): cannot be written: \(error.localizedDescription)")
        }
    }

    /// The last part of the origin without its ending, and the number of the record in its file.
    private func name(of origin: String) -> String {
        let last = origin.split(separator: "/").last.map(String.init) ?? "packet"
        let parts = last.split(separator: "#")
        let stem = parts[0].split(separator: ".").dropLast().joined(separator: ".")
        return (stem.isEmpty ? String(parts[0]) : stem) + (parts.count > 1 ? "-\(parts[1])" : "")
    }
}
