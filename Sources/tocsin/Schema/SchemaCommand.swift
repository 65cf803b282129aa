import AlertModel
import ArgumentParser
import Avro
import Bytes
import Foundation

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Look at schemas, compare them, fingerprint them.",
        discussion: """
            A schema is named by a file (.avsc, or a container file that carries one) or by a number: the Confluent id of a \
            schema that is built in, 100 x major + minor for LSST, such as 900 or 1101, and 402 for ZTF's.

            Examples:
              tocsin schema show 1101
              tocsin schema diff 900 1101
              tocsin schema fingerprint alert.avsc
            """,
        subcommands: [Show.self, Diff.self, Fingerprint.self])

    /// The schema called `name`.
    static func load(_ name: String, _ options: SchemaOptions) throws -> Schema {
        try SchemaFile.load(name, try options.directory())
    }
}

extension SchemaCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The fields of a schema.",
            discussion: """
                A line a field: path, type (? where it may be null), and what the schema says of it.

                Example: tocsin schema show 1101
                """)

        @Argument(help: "A file or a number.")
        var schema: String
        @Flag(help: "The schema as JSON.")
        var json = false
        @Flag(help: "Its Parsing Canonical Form.")
        var canonical = false
        @OptionGroup var options: SchemaOptions

        func run() async throws {
            let schema = try SchemaCommand.load(self.schema, options)
            if json { return Console.print(schema.json.text(indent: 2)) }
            if canonical { return Console.print(schema.canonicalForm) }
            let lines = SchemaOutline(schema).lines
            Console.print("\(schema.name.map { "\($0)" } ?? "unnamed"): \(lines.count) fields")
            let width = min(lines.map(\.path.count).max() ?? 0, 52)
            for line in lines {
                let path = line.path.padding(toLength: max(width, line.path.count), withPad: " ", startingAt: 0)
                Console.print("  \(path)  \(line.typeText)\(line.doc.map { "  \($0)" } ?? "")")
            }
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What differs between two schemas.",
            discussion: """
                - removed, + added, ~ changed. Leaves with 1 where they differ.

                Example: tocsin schema diff 900 1101
                """)

        @Argument(help: "A file or a number.")
        var old: String
        @Argument(help: "A file or a number.")
        var new: String
        @OptionGroup var options: SchemaOptions

        func run() async throws {
            let difference = SchemaDifference(
                from: try SchemaCommand.load(old, options), to: try SchemaCommand.load(new, options))
            for line in difference.removed { Console.print("- \(line.path)  \(line.typeText)") }
            for line in difference.added { Console.print("+ \(line.path)  \(line.typeText)") }
            for (old, new) in difference.changed { Console.print("~ \(old.path)  \(old.typeText) -> \(new.typeText)") }
            if difference.isEmpty { return Console.note("the schemas have the same fields") }
            throw ExitCode(1)
        }
    }

    struct Fingerprint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The fingerprints of a schema's Parsing Canonical Form.",
            discussion: """
                CRC-64-AVRO, MD5 and SHA-256 in hexadecimal. The first is a number, highest digit first; single-object \
                encoding, and some programs that print it, have its bytes the other way round. Documentation, defaults and aliases do not change them.

                Example: tocsin schema fingerprint 900
                """)

        @Argument(help: "Files or numbers.")
        var schemas: [String]
        @OptionGroup var options: SchemaOptions

        func run() async throws {
            for name in schemas {
                let schema = try SchemaCommand.load(name, options)
                if schemas.count > 1 { Console.print(name) }
                Console.print("CRC-64-AVRO  \(String(format: "%016llx", schema.crc64))")
                Console.print("MD5          \(hexadecimal(schema.md5))")
                Console.print("SHA-256      \(hexadecimal(schema.sha256))")
            }
        }

        private func hexadecimal(_ bytes: Bytes) -> String {
            bytes.map { String(format: "%02x", $0) }.joined()
        }
    }
}
