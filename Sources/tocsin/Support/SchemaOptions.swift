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
            "A folder of schemas for Confluent-framed packets, beside those of LSST and ZTF that are built in.",
            discussion: "A file ID.avsc (or ID.json) is the whole schema of that id, such as 12345.avsc."))
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

/// Schemas in files.
enum SchemaFile {
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
