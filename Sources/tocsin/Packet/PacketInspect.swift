import AlertModel
import ArgumentParser
import Avro
import Bytes
import Distribution
import Foundation

/// Shows what is in packets.
struct PacketInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "What is in packets.",
        discussion: """
            Without options a summary. --field shows single values (a list for a path through an array), --all every one. In \
            JSON a number that JSON has no word for (NaN, infinity) is null, as a missing one is.

            Examples:
              tocsin packet inspect alert.avro
              tocsin packet inspect --field candidate.magpsf --field 'prv_candidates[].jd' ztf/*.avro
              tocsin packet inspect --json night.tar.gz | jq '.packets[].alert.reliability'
            """)

    @Argument(help: "Files, folders, archives.")
    var paths: [String]
    @Option(name: .long, help: "A field's path, such as diaSource.ra or prvDiaSources[].psfFlux. May be repeated.")
    var field: [String] = []
    @Flag(help: "Every field.")
    var all = false
    @Flag(help: "As JSON.")
    var json = false
    @Option(help: "Stop after so many packets.")
    var limit: Int?
    @OptionGroup var schemas: PacketSchemaOptions

    func validate() throws {
        guard (limit ?? 1) > 0 else { throw ValidationError("--limit is above zero") }
    }

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.inspect() }
    }

    private func inspect() async throws {
        let directory = try schemas.directory()
        let summaries = PacketSummaries(directory)
        var refused = 0
        var shown = 0
        var paths = KnownPaths(wanted: field)
        if json { Console.print("{\"packets\": [", terminator: "") }
        try await PacketWalk(paths: self.paths, opener: try schemas.opener(directory)).forEach { record in
            guard limit.map({ shown < $0 }) ?? true else { return }
            try paths.look(in: record.schema)
            let members = try self.members(of: record, summaries)
            if members.contains(where: { ["problem", "error"].contains($0.name) }) { refused += 1 }
            if json {
                Console.print((shown == 0 ? "\n" : ",\n") + JSON.object(members).text(), terminator: "")
            } else {
                show(members)
            }
            shown += 1
        } onRefusal: { error in
            refused += 1
            Console.error("\(error)")
        }
        if json { Console.print("\n]}") }
        for problem in paths.problems { Console.error(problem) }
        if refused > 0 {
            throw CommandFailure.someInputWasBad("\(refused) files or records are no packets, or damaged ones")
        }
        if !paths.problems.isEmpty { throw CommandFailure.someInputWasBad("no packet has a field that was asked for") }
    }

    private func members(of record: PacketRecord, _ summaries: PacketSummaries) throws -> [JSON.Member] {
        var members = summaries.members(of: record)
        do {
            if !field.isEmpty {
                members.append(
                    .init(
                        "fields", .object(try FieldValues(schema: record.schema, paths: field).values(of: record.datum))
                    ))
            }
            if all {
                let value = try DatumDecoder(schema: record.schema).decode(record.datum)
                members.append(.init("record", try record.schema.json(of: value, style: .plain)))
            }
        } catch let error as AvroError {
            members.append(.init("error", .string("\(error)")))
        }
        return members
    }

    private func show(_ members: [JSON.Member]) {
        guard let first = members.first, case .string(let origin) = first.value else { return }
        Console.print(origin)
        for member in members.dropFirst() { lines(member, indent: 2).forEach { Console.print($0) } }
    }

    /// A line a value; objects indented below their names.
    private func lines(_ member: JSON.Member, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        switch member.value {
        case .object(let members):
            return [margin + member.name] + members.flatMap { lines($0, indent: indent + 2) }
        case .string(let text):
            let isReason = ["problem", "error", "unmapped"].contains(member.name)
            let short =
                text.count > 120 && !isReason ? text.prefix(60) + "… (\(text.count) characters)" : Substring(text)
            return ["\(margin)\(member.name)  \(short)"]
        default:
            return ["\(margin)\(member.name)  \(member.value.text())"]
        }
    }
}
