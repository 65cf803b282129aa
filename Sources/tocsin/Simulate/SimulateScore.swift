import AlertStreams
import ArgumentParser
import Foundation
import Simulator
import SimulatorService

/// Compares what subscribers received with the ledger.
struct SimulateScore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Say what a subscriber received, missed, got twice, late or damaged.",
        discussion: """
            A subscriber is a topic that it wrote (or that you want to check), a consumer group of a topic (what it has
            committed counts as received), or a file of identifiers, one a line: diaSourceIds or names of VOEvents. Several may
            be given; --topic with --group is one.

            It ends with 0 where every subscriber got all that it could, and 1 otherwise.

            Examples:
              tocsin simulate score --ledger tocsin-data/runs/broker-torture-1 --topic alerts-simulated
              tocsin simulate score --ledger run/ledger.bin --topic kafka://127.0.0.1:9092/alerts --group mine --html score.html
              tocsin simulate score --ledger run --ids received.txt --json
            """)

    @Option(help: "The ledger, or the folder of the run.")
    var ledger: String
    @Option(help: "A topic: a name, or kafka://HOST:PORT/NAME.")
    var topic: [String] = []
    @Option(help: "A consumer group of the one topic that is named.")
    var group: [String] = []
    @Option(help: "A file of identifiers or names of VOEvents, one a line.")
    var ids: [String] = []
    @Option(help: "Only what was sent by the transport with this place in the scenario; the first is 0. Default: 0.")
    var transport = 0
    @Option(help: "Seconds from issue after which a packet is late.")
    var lateAfter = 60.0
    @Flag(help: "As JSON.")
    var json = false
    @Option(help: "A file for a page with plots.")
    var html: String?
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard !topic.isEmpty || !ids.isEmpty else {
            throw ValidationError("Say which subscriber: --topic, --topic with --group, or --ids")
        }
        guard group.isEmpty || topic.count == 1 else { throw ValidationError("--group needs exactly one --topic") }
        guard lateAfter > 0, transport >= 0 else { throw ValidationError("--late-after is above zero") }
    }

    func run() async throws {
        let file = StoredLedger(ledger)
        let scorer = try file.scorer(transport: transport, lateAfterSeconds: lateAfter) { Console.note($0) }
        var scores: [Score] = []
        for name in topic { scores += try await self.scores(of: name, scorer) }
        for path in ids { scores.append(scorer.score(try identifiers(path), subscriber: path)) }
        try show(ScoreReport(title: "Score of \(file.path)", scores: scores))
        let incomplete = scores.filter { !$0.isPerfect }.map(\.subscriber)
        guard incomplete.isEmpty else {
            throw CommandFailure.someInputWasBad("not all that it could: \(incomplete.joined(separator: ", "))")
        }
    }

    private func scores(of name: String, _ scorer: Scorer) async throws -> [Score] {
        try await options.withStream(of: name) { stream, topic in
            try await scorer.scores(ofTopic: topic, in: stream, groups: group)
        }
    }

    private func identifiers(_ path: String) throws -> [Receipt] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(path): the file cannot be read")
        }
        do { return try Receipt.identifiers(String(decoding: data, as: UTF8.self)) } catch {
            throw CommandFailure.impossible("\(path): \(error)")
        }
    }

    private func show(_ report: ScoreReport) throws {
        Console.print(json ? report.json : report.text, terminator: "")
        guard let html else { return }
        do { try Data(report.html.utf8).write(to: URL(filePath: html)) } catch {
            throw CommandFailure.impossible("\(html): cannot be written")
        }
        Console.note("page with plots: \(html)")
    }
}
