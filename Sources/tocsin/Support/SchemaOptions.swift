import AlertModel
import ArgumentParser
import Avro
import Bytes
import Distribution
import Foundation

/// Where schemas come from that are not in the packets themselves.
struct SchemaOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A folder of schemas for packets that name theirs by a number or a fingerprint, beside the built-in ones.",
            discussion: """
                A file ID.avsc (or ID.json) is the whole schema of that id, such as 12345.avsc. Built in are LSST's (700 to \
                1101) and ZTF's 4.02 (402).
                """))
    var schemas: String?

    /// The built-in schemas and those of the folder.
    func directory() throws -> SchemaDirectory {
        var directory = SchemaDirectory()
        guard let schemas else { return directory }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: schemas) else {
            throw CommandFailure.impossible("--schemas \(schemas): the folder cannot be read")
        }
        for name in names.sorted() {
            let parts = name.split(separator: ".")
            guard parts.count == 2, let id = UInt32(parts[0]), parts[1] == "avsc" || parts[1] == "json" else {
                continue
            }
            directory.add(try SchemaFile.read("\(schemas)/\(name)"), id: id)
        }
        return directory
    }
}

/// Where the packet commands find schemas.
struct PacketSchemaOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The schema of files that neither hold one nor name a known one, such as bare datums.",
            discussion: """
                An .avsc file, a container file that carries the schema, or the number of a known one: 1101, or 402 for ZTF's. \
                Files with a schema of their own are read with that.
                """,
            valueName: "file|id"))
    var schema: String?
    @OptionGroup var folder: SchemaOptions

    func directory() throws -> SchemaDirectory { try folder.directory() }

    /// What opens packets with the schemas of `directory` and the one given.
    func opener(_ directory: SchemaDirectory) throws -> PacketOpener {
        PacketOpener(directory, given: try schema.map { try SchemaFile.load($0, directory) })
    }
}

/// Schemas in files.
enum SchemaFile {
    /// The schema called `name`: a file, or a number of `directory`.
    static func load(_ name: String, _ directory: @autoclosure () throws -> SchemaDirectory) throws -> Schema {
        guard let id = UInt32(name), !FileManager.default.fileExists(atPath: name) else { return try read(name) }
        let directory = try directory()
        guard let schema = directory.schema(id: id) else {
            let known = directory.ids.map(String.init).joined(separator: ", ")
            throw CommandFailure.impossible(
                "there is no schema \(id); known are \(known). Add others with --schemas FOLDER")
        }
        return schema
    }

    /// The schema of an .avsc file, or the one that a container file carries.
    static func read(_ path: String) throws -> Schema {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(path): there is no such file, or it cannot be read")
        }
        let bytes = data.withUnsafeBytes { Bytes(copying: $0) }
        do {
            if Framing.detect(bytes) == .container {
                return try ContainerReader(file: bytes).header?.schema
                    ?? { throw CommandFailure.impossible("\(path): no schema") }()
            }
            return try Schema(json: bytes, .lenient)
        } catch let error as AvroError {
            throw CommandFailure.impossible("\(path): \(error)")
        }
    }
}
