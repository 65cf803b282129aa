import AlertStreams
import ArgumentParser
import Foundation
import Simulator
import SimulatorService

/// Runs a scenario.
struct SimulateRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a scenario: send a simulated night, with or without faults.",
        discussion: """
            Stars, galaxies and what varies in them are drawn from published models by one seed: the same seed gives the same sky and \
            the same packets for ever. A year of earlier visits is planned first, and each packet carries what these \
            visits would have measured.

            What was sent, and what befell it, is written to a ledger; the manifest beside it says what the run was made \
            from. Then: tocsin simulate score, and tocsin simulate rerun.

            Examples:
              tocsin simulate run --to alerts --visits 5
              tocsin simulate run broker-torture --visits 10 --speed fastest
              tocsin simulate run my-night.yaml --to kafka://127.0.0.1:9092/lsst-alerts-v11 --partitions 45 --speed 1
              tocsin simulate run schema-migration --speed 10 --registry 127.0.0.1:8081
              tocsin simulate run --to alerts --opsim baseline.db --night 2026-03-14 --rate 500
            """)

    @OptionGroup var choice: ScenarioOptions
    @Option(help: "The folder for ledger, manifest and scenario. Default: a new one in runs/ of --data.")
    var out: String?
    @Option(help: "A CSV file for the truth about each packet: the ledger as a table.")
    var truth: String?
    @OptionGroup var options: StreamOptions

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.simulate() }
    }

    private func simulate() async throws {
        let scenario = try choice.resolved()
        guard !scenario.transports.isEmpty else {
            throw CommandFailure.impossible("\(scenario.name) has no transports: say where it goes with --to")
        }
        let folder = try out == nil ? RunFolder.new(named: scenario.name, in: options.data + "/runs") : nil
        defer { folder?.removeIfEmpty() }
        let output = out ?? folder?.path ?? "."
        let run = SimulationRun(scenario, options: try runOptions(output))
        Console.note("\(scenario.name): \(scenario.words)")
        for remark in Scenario.remarks(yaml: scenario.canonicalText) { Console.note("note: \(remark.message)") }
        let manifest: Manifest
        do {
            manifest = try await Progress.following({ run.progress.words }, run.run)
        } catch is CancellationError {
            let ledger = "\(output)/\(SimulationRun.ledgerName)"
            let isThere = FileManager.default.fileExists(atPath: ledger)
            Console.note("\(run.progress.words)\(isThere ? "; the ledger of what was sent is \(ledger)" : "")")
            throw CancellationError()
        }
        if let truth { try StoredLedger(output).writeCSV(to: truth) }
        Console.note("\(scenario.transports.map(\.words).joined(separator: ", ")): \(run.progress.words)")
        if run.progress.sent == 0 { Console.note("no packet was sent: \(scenario.reasonForNothing)") }
        if let complaint = run.progress.complaint { Console.note("the first of them: \(complaint)") }
        Console.note("ledger and manifest: \(output); outputs sha256:\(manifest.outputs)")
    }

    private func runOptions(_ output: String) throws -> RunOptions {
        var settings = RunOptions()
        settings.folder = choice.folder
        settings.output = output
        settings.programVersion = TocsinVersion.text
        settings.onRegistry = { Console.note("registry: \($0)/") }
        // Files of a scenario that ships go beside the ledger, those of one's own where it says.
        settings.transports = RunStreams(options).maker(folder: choice.isShipped ? output : choice.folder)
        settings.transports?.inputs = choice.folder
        return settings
    }
}

/// The engines of a run's topics: one for the embedded log of `--data`, and Kafka clusters as the options say.
struct RunStreams: Sendable {
    private let options: StreamOptions

    init(_ options: StreamOptions) { self.options = options }

    func maker(folder: String) -> TransportMaker {
        let options = self.options
        return TransportMaker(folder: folder) { setting in
            guard setting.kind == .kafka else { return (try options.embedded(), true) }
            return (KafkaStream(configuration: try options.kafka(setting.target)), true)
        }
    }

    /// One embedded log for all runs of a service.
    func shared() throws -> ServiceStreams {
        let options = self.options
        return ServiceStreams(embedded: try options.embedded()) { setting in
            KafkaStream(configuration: try options.kafka(setting.target))
        }
    }
}

extension RunProgress {
    var words: String {
        let parts = [(unheard, "to nobody"), (refused, "refused")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let lost = parts.isEmpty ? "" : ", of which " + parts.joined(separator: " and ")
        let again = refusedAttempts > 0 ? ", \(refusedAttempts) tries refused for expired credentials" : ""
        let held = withheld > 0 ? ", \(withheld) withheld" : ""
        let rate = Number.text(rate, digits: 0)
        guard issued > 0 || visits > 0 else { return "planning the nights before, and looking up the first field" }
        return "\(visits) visits, \(sent) packets sent (\(Size.text(bytes)), \(rate)/s)\(lost)\(again)\(held)"
    }
}

extension Scenario {
    /// What to look at where a run has sent nothing.
    fileprivate var reasonForNothing: String {
        if survey.schemaVersion.hasPrefix("ztf") {
            return "ZTF has the bands g, r and i, and these visits were in others perhaps: ask for more --visits"
        }
        return "see 'bands', 'classes' and 'detectors' of the transports, and the faults"
    }
}
