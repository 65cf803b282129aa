import AlertModel
import ArgumentParser
import Avro
import Bytes
import Distribution
import Foundation

/// Checks packets from the framing to the meaning.
struct PacketValidate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check packets.",
        discussion: """
            Each record is decoded whole, encoded again and compared byte for byte, and, where its survey is known, understood as an \
            alert. What is wrong is named with file, byte offset and field. Leaves with 1 where anything is.

            Example: tocsin packet validate alerts/ night.tar.gz
            """)

    @Argument(help: "Files, folders, archives.")
    var paths: [String]
    @Flag(help: "A line for each good packet too.")
    var verbose = false
    @OptionGroup var schemas: PacketSchemaOptions

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.check() }
    }

    private func check() async throws {
        let directory = try schemas.directory()
        let check = PacketCheck(directory)
        var good = 0
        var bad = 0
        var notUnderstood = 0
        try await PacketWalk(paths: paths, opener: try schemas.opener(directory)).forEach { record in
            switch check.result(of: record) {
            case .good(let words):
                good += 1
                if verbose { Console.print("ok   \(record.origin): \(words)") }
            case .unmapped(let words):
                good += 1
                notUnderstood += 1
                if verbose { Console.print("ok   \(record.origin): \(words)") }
            case .bad(let words):
                bad += 1
                Console.print("BAD  \(record.origin): \(words)")
            }
            Progress.show("\(good) good, \(bad) bad")
        } onRefusal: { error in
            bad += 1
            Console.print("BAD  \(error)")
        }
        Progress.clear()
        Console.note("\(good) good (\(notUnderstood) of a survey that is not mapped), \(bad) bad")
        if bad > 0 { throw CommandFailure.someInputWasBad("\(bad) of \(good + bad) packets are bad") }
    }
}

/// What is right or wrong with one record.
struct PacketCheck {
    enum Result {
        case good(String)
        /// Sound, but of a survey that is not mapped.
        case unmapped(String)
        case bad(String)
    }

    private let decoder: AlertDecoder

    init(_ directory: SchemaDirectory) { decoder = AlertDecoder(schemas: directory) }

    func result(of record: PacketRecord) -> Result {
        let name = record.schema.name.map { "\($0)" } ?? "unnamed schema"
        do {
            let value = try DatumDecoder(schema: record.schema).decode(record.datum)
            guard try DatumEncoder(schema: record.schema).encode(value) == record.datum else {
                return .bad("\(name): encoding the decoded record gives other bytes")
            }
            let alert = try decoder.decode(record.datum, schema: record.schema)
            return .good("\(name), \(alert.survey.name) \(alert.schemaVersion), alert \(alert.id)")
        } catch let error as AlertModelError {
            return error.isUnmapped ? .unmapped("\(name), not mapped") : .bad("\(error)")
        } catch {
            return .bad("\(name): \(error)")
        }
    }
}
