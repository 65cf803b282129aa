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
            A subscriber is a topic that it wrote (or that you want to check), a consumer group of a topic (what it has \
            committed counts as received), or a file of identifiers, one a line: diaSourceIds or names of VOEvents, and behind \
            a comma or blanks the time of receipt, milliseconds since 1970 or like 2026-03-14T05:00:00.250Z. Several may be \
            given; --topic with --group is one, and without --topic a group is of the topic that the run was sent to.

            Only a subscriber knows when it had a packet: a topic tells when the packet was put there.

            Of the topic that the run was sent to, records of other runs are left out.

            It ends with 0 where every subscriber got all that it could and nothing that it should not have taken, and 1 \
            otherwise.

            Examples:
              tocsin simulate score --ledger tocsin-data/runs/broker-torture-1 --topic broker-torture
              tocsin simulate score --ledger tocsin-data/runs/broker-torture-1 --group mine --visits all
              tocsin simulate score --ledger run/ledger.bin --topic kafka://127.0.0.1:9092/alerts --group mine --html score.html
              tocsin simulate score --ledger run --ids received.csv --json
            """)

    @Option(help: "The ledger, or the folder of the run.")
    var ledger: String
    @Option(help: "A topic: a name, or kafka://HOST:PORT/NAME.")
    var topic: [String] = []
    @Option(help: "A consumer group of the one topic that is named, else of the run's own.")
    var group: [String] = []
    @Option(help: "A file of identifiers or names of VOEvents, one a line, with times of receipt or without.")
    var ids: [String] = []
    @Option(
        help: """
            Only what was sent by the transport with this place in the scenario; the first is 0. Default: the one whose topic
            is named, else 0.
            """)
    var transport: Int?
    @Option(help: "Seconds of the survey, from issue, after which a packet is late; of the clock, without a pace.")
    var lateAfter = 60.0
    @Option(help: "How many visits the text shows, the worst ones; or all.")
    var visits = "10"
    @Flag(help: "As JSON.")
    var json = false
    @Option(help: "A file for a page with plots.")
    var html: String?
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard !topic.isEmpty || !group.isEmpty || !ids.isEmpty else {
            throw ValidationError("Say which subscriber: --topic, --group, --topic with --group, or --ids")
        }
        guard group.isEmpty || topic.count <= 1 else {
            throw ValidationError("--group needs exactly one --topic, or none")
        }
        guard lateAfter > 0, lateAfter <= 1e9 else { throw ValidationError("--late-after is above zero") }
        guard transport ?? 0 >= 0 else { throw ValidationError("--transport is the place in the scenario, from 0 on") }
        guard visits == "all" || Int(visits).map({ $0 >= 0 }) ?? false else {
            throw ValidationError("--visits is a number or all, not '\(visits)'")
        }
    }

    func run() async throws {
        let file = StoredLedger(ledger)
        _ = try file.open()
        let (number, topics) = try topics(of: file)
        let scorer = try file.scorer(transport: number, lateAfterSeconds: lateAfter) { Console.note($0) }
        var scores: [Score] = []
        for (name, options) in topics {
            let location = try StreamLocation(name)
            let isOwn = file.isOwn(
                topic: location.topic, bootstrap: location.bootstrap, data: options.data, ofTransport: number)
            scores += try await self.scores(of: name, options, scorer, isOwn: isOwn)
        }
        for path in ids { scores.append(scorer.score(try identifiers(path), subscriber: path)) }
        try show(ScoreReport(title: "Score of \(file.path)", scores: scores))
        let incomplete = scores.filter { !$0.isPerfect }.map(\.subscriber)
        guard incomplete.isEmpty else {
            throw CommandFailure.someInputWasBad(
                "not all that it could, or more: \(incomplete.joined(separator: ", "))")
        }
    }

    /// The transport whose rows count, and the topics that are read: those named, or of groups alone the run's own.
    private func topics(of file: StoredLedger) throws -> (transport: Int, [(String, StreamOptions)]) {
        guard topic.isEmpty, !group.isEmpty else {
            let names = topic.compactMap { try? StreamLocation($0).topic }
            let named = names.count == 1 ? file.transport(ofTopic: names[0]) : nil
            return (transport ?? named ?? 0, topic.map { ($0, self.options) })
        }
        let (number, setting) = try ownTopic(of: file)
        var options = self.options
        let place = options.streamsFolder + "/" + setting.topicName
        if setting.kind == .topic, !FileManager.default.fileExists(atPath: place), let data = file.data {
            options.data = data
        }
        Console.note("groups of the topic that the run was sent to: \(setting.words)")
        return (number, [(setting.words, options)])
    }

    private func ownTopic(of file: StoredLedger) throws -> (Int, TransportSetting) {
        do { return try file.topic(ofTransport: transport) } catch { throw CommandFailure.impossible("\(error)") }
    }

    private func scores(
        of name: String, _ options: StreamOptions, _ scorer: Scorer, isOwn: Bool
    ) async throws -> [Score] {
        try await options.withStream(of: name) { stream, topic in
            try await scorer.scores(ofTopic: topic, in: stream, groups: group, isOwn: isOwn)
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
        Console.print(json ? report.json : report.text(visits: visits == "all" ? nil : Int(visits)), terminator: "")
        guard let html else { return }
        do { try Data(report.html.utf8).write(to: URL(filePath: html)) } catch {
            throw CommandFailure.impossible("\(html): cannot be written")
        }
        Console.note("page with plots: \(html)")
    }
}
