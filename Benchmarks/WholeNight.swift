import AlertStreams
import Foundation
import Observing
import Simulator

/// Visits of 10,000 alerts, one after the other, into an embedded topic that keeps 6 GB, with a ledger of all that was sent.
///
/// `script/bench night` takes forty of them, `script/bench night 1000` a whole night (1.5 TB are written; more than an hour).
enum WholeNight {
    static let usualVisits = 40

    static func run(folder: String, visits: Int) async throws {
        let scenario = try Scenario(
            yaml: """
                name: night
                survey: {start: 2026-06-20, alerts-per-visit: 10000}
                span: {visits: \(visits), pace: fastest}
                transports:
                  - {kind: topic, to: night, partitions: 4}
                """)
        var streams = EmbeddedOptions()
        streams.retention = RetentionPolicy(maxBytes: 6 << 30)
        let log = EmbeddedStream(directory: folder + "/night/streams", options: streams)
        var options = RunOptions()
        options.output = folder + "/night/run"
        options.transports = TransportMaker(folder: folder) { _ in (log, true) }
        let run = SimulationRun(scenario, options: options)
        MemoryFigures.resetPeak()
        let began = ContinuousClock.now
        let manifest = try await run.run()
        report(run.progress, seconds: began.duration(to: .now) / .seconds(1), ledger: folder + "/night/run")
        print("  outputs sha256:\(manifest.outputs)")
    }

    /// The survey takes an image every 37 s.
    private static func report(_ progress: RunProgress, seconds: Double, ledger folder: String) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + SimulationRun.ledgerName)
        let bytes = (attributes?[.size] as? NSNumber)?.doubleValue ?? .nan
        let each = bytes / Double(max(progress.sent, 1))
        let (rate, pace) = (Double(progress.sent) / seconds, 37 * Double(progress.visits) / seconds)
        print(
            String(
                format: "%d visits of 10,000: %d packets, %.1f GB, in %.0f s: %.0f/s", progress.visits, progress.sent,
                Double(progress.bytes) / 1e9, seconds, rate))
        print(String(format: "  %.1f times the pace of a visit each 37 s (goal 5)", pace))
        print(
            String(
                format: "  ledger %.0f MB, %.0f bytes a packet: 10^7 of them would make %.2f GB (goal 2)", bytes / 1e6,
                each, each / 100))
        print("  \(MemoryFigures.now().text)")
    }
}
