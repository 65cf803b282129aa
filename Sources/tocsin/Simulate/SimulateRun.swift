import AlertStreams
import ArgumentParser
import Bytes
import Foundation
import Simulator
import SkyMath

/// Sends a simulated night to a topic.
struct SimulateRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Send a simulated night to a topic.",
        discussion: """
            Stars, galaxies and what varies in them are drawn from published models by one seed: the same seed gives the same sky and
            the same packets for ever. A year of earlier visits is planned first, and each packet carries what these
            visits would have measured. --truth writes what each packet truly is, and where in the topic it lies.

            Examples:
              tocsin simulate run --to alerts --visits 5 --truth truth.csv
              tocsin simulate run --to alerts --night 2026-03-14 --seed 7 --rate 500
            """)

    @Option(help: "The topic: a name, or kafka://HOST:PORT/NAME. It is made where it is missing.")
    var to: String
    @Option(help: "Partitions of a topic that is made.")
    var partitions = 1
    @Option(help: "The night, by the date of its evening.")
    var night = "2026-11-20"
    @Option(help: "What everything is drawn from.")
    var seed: UInt64 = 1
    @Option(parsing: .unconditional, help: "Visits, from the night's first. Default: all.")
    var visits: Int?
    @Option(parsing: .unconditional, help: "Nights before it whose visits are the packets' history.")
    var historyNights = 365
    @Option(help: "LSST's schema version.")
    var schema = "11.1"
    @Flag(inversion: .prefixedNo, help: "Cut-out images.")
    var stamps = true
    @Option(parsing: .unconditional, help: "Packets a second. Default: as fast as they can be made.")
    var rate: Double?
    @Option(parsing: .unconditional, help: "As the survey would send them, so many times faster.")
    var speed: Double?
    @Option(help: "A CSV file for the truth about each packet.")
    var truth: String?
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard rate == nil || speed == nil else { throw ValidationError("--rate and --speed exclude each other") }
        guard (rate ?? 1) > 0, (speed ?? 1) > 0, (visits ?? 1) > 0, partitions > 0 else {
            throw ValidationError("--rate, --speed, --visits and --partitions are above zero")
        }
        guard (0...3650).contains(historyNights) else { throw ValidationError("--history-nights is 0 to 3650") }
        guard GregorianDate(night) != nil else { throw ValidationError("--night is a date such as 2026-11-20") }
    }

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.simulate() }
    }

    private func simulate() async throws {
        let simulator = try NightSimulator(plan)
        Console.note("night of \(night): \(simulator.visits.count) visits to simulate")
        let ledger = try truth.map { try TruthTable(path: $0) }
        let progress = try await options.withStream(of: to) { stream, topic in
            try await TopicMaking.make(topic, partitions: partitions, in: stream)
            var emission = NightEmission(simulator)
            if let rate { emission.pace = .rate(rate) }
            if let speed { emission.pace = .speed(speed) }
            emission.onProgress = { Progress.show($0.words) }
            emission.onSent = { try ledger?.write($0, $1, $2) }
            return try await emission.run(to: stream, topic: topic)
        }
        try ledger?.close()
        Progress.clear()
        Console.note("\(to): \(progress.words)")
    }

    private var plan: NightPlan {
        var plan = NightPlan(night: ObservingNight(mjd: GregorianDate(night)?.mjd ?? 0))
        plan.seed = seed
        plan.visitCount = visits
        plan.historyNights = historyNights
        plan.schemaVersion = schema
        plan.hasStamps = stamps
        return plan
    }
}

extension EmissionProgress {
    var words: String {
        "\(visits) visits, \(packets) packets sent (\(Size.text(bytes)), \(Number.text(rate, digits: 0))/s)"
    }
}
