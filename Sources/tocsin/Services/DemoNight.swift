import AlertStreams
import Foundation
import Simulator
import SkyMath

/// A few visits of a simulated night for those who have no packets; each demo in one folder has the next night.
struct DemoNight {
    private let scenario: Scenario
    private let output: String

    private static let visits = 3
    private static let seed: UInt64 = 20_260_224
    private static let firstNight = GregorianDate(year: 2026, month: 11, day: 20).mjd

    init(folder: String) {
        let earlier = (1...).prefix { FileManager.default.fileExists(atPath: "\(folder)/runs/demo-\($0)") }.count
        output = "\(folder)/runs/demo-\(earlier + 1)"
        scenario = Scenario(
            name: "demo", seed: Self.seed,
            survey: SurveySetting(
                startNight: ObservingNight(mjd: Self.firstNight + earlier), alertsPerVisit: 1000, historyNights: 60),
            span: SpanSetting(visits: Self.visits, pace: nil),
            transports: [TransportSetting(kind: .topic, target: DemoCommand.topic, partitions: 2)])
    }

    var words: String {
        let night = scenario.survey.startNight.map { "\($0)" } ?? ""
        return
            "no packets given and none in TOCSIN_TEST_DATA: \(Self.visits) visits of \(night) are simulated by Tocsin itself "
            + "(seed \(Self.seed)); their truth is in \(output)"
    }

    /// Sends the night; returns what was sent, in words.
    func run(to stream: EmbeddedStream, topic: String) async throws -> String {
        var settings = RunOptions()
        settings.output = output
        settings.programVersion = TocsinVersion.text
        settings.transports = TransportMaker(folder: "") { _ in (stream, false) }
        let run = SimulationRun(scenario, options: settings)
        _ = try await Progress.following({ "simulating: \(run.progress.words)" }, run.run)
        return run.progress.words
    }
}
