import Foundation
import Simulator
import Testing

@testable import SimulatorService

@Suite struct StoredLedgerTests {
    private static let yaml = """
        name: several
        span: {visits: 1, pace: 20}
        transports:
        """

    /// A folder of data with a run of these transports, each between its braces.
    private func withRun(
        _ transports: [String], as name: String = SimulationRun.scenarioName,
        _ body: (StoredLedger, String) throws -> Void
    ) throws {
        let data = NSTemporaryDirectory() + "tocsin-ledger-\(UUID().uuidString)"
        let run = data + "/runs/several-1"
        defer { try? FileManager.default.removeItem(atPath: data) }
        for folder in [run, data + "/streams"] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let yaml = Self.yaml + transports.map { "\n  - {\($0)}" }.joined() + "\n"
        let manifest = Manifest(
            scenario: try Scenario(yaml: yaml), versions: [:], inputs: [:], counts: [:], outputs: "")
        let text = name == SimulationRun.manifestName ? manifest.json : yaml
        try Data(text.utf8).write(to: URL(filePath: "\(run)/\(name)"))
        try Data().write(to: URL(filePath: "\(run)/\(SimulationRun.ledgerName)"))
        try body(StoredLedger(run), data)
    }

    private func complaint(_ ledger: StoredLedger, _ transport: Int? = nil) -> String {
        do { return "\(try ledger.topic(ofTransport: transport))" } catch { return error.description }
    }

    @Test(arguments: [SimulationRun.scenarioName, SimulationRun.manifestName])
    func `the only topic that a run was sent to is its topic`(name: String) throws {
        try withRun(["kind: tcp, to: \"127.0.0.1:9\"", "kind: topic, to: alerts"], as: name) { ledger, data in
            let found = try ledger.topic(ofTransport: nil)
            #expect(found.transport == 1 && found.setting.topicName == "alerts" && ledger.scenario?.span.pace == 20)
            #expect(ledger.transport(ofTopic: "alerts") == 1 && ledger.transport(ofTopic: "others") == nil)
            #expect(
                ledger.data.map { URL(filePath: $0).resolvingSymlinksInPath() }
                    == URL(filePath: data).resolvingSymlinksInPath())
            #expect(
                complaint(ledger, 0).contains("transport 0 has no topic; the run's transports are: 0 tcp 127.0.0.1:9"))
        }
    }

    @Test func `tries that were refused are those of the manifest beside the ledger`() throws {
        try withRun(["kind: topic, to: one"]) { ledger, data in
            #expect(ledger.refusedAttempts(ofTransport: 0) == nil)
            var manifest = Manifest(
                scenario: try Scenario.named("nominal"), versions: [:], inputs: [:], counts: [:], outputs: "")
            let place = URL(filePath: "\(data)/runs/several-1/\(SimulationRun.manifestName)")
            for (told, expected) in [(nil, [0, 0]), ([3, 4], [3, 4]), ([3], [3, 0])] as [([Int]?, [Int])] {
                manifest.refusedAttempts = told
                try Data(manifest.json.utf8).write(to: place)
                #expect([0, 1].map { ledger.refusedAttempts(ofTransport: $0) } == expected)
            }
        }
    }

    @Test func `several topics are listed, and one is chosen by its place`() throws {
        let transports = ["kind: topic, to: one", "kind: kafka, to: \"127.0.0.1:9092\", topic: two"]
        try withRun(transports) { ledger, _ in
            #expect(
                complaint(ledger).hasSuffix(
                    "sent to 2 topics, so choose one with --transport or --topic: 0 one, 1 kafka://127.0.0.1:9092/two"))
            let chosen = try ledger.topic(ofTransport: 1)
            #expect(chosen.setting.words == "kafka://127.0.0.1:9092/two")
        }
        try withRun(["kind: files, to: night"]) { ledger, _ in
            #expect(complaint(ledger).contains("sent to no topic") && complaint(ledger).contains("0 files night"))
        }
    }

    @Test func `without a scenario beside the ledger the topic has to be named`() throws {
        try withRun(["kind: topic, to: one"], as: "other.yaml") { ledger, _ in
            #expect(ledger.scenario == nil && complaint(ledger).hasSuffix("so name the topic: --topic"))
        }
    }
}
