import Bytes
import Foundation
import SkyMath
import Testing

@testable import Simulator

/// What only a scenario's inputs tell, told with line and column before anything runs.
@Suite struct ScenarioInputTests {
    private func problems(_ yaml: String, in folder: String) -> [String] {
        do {
            _ = try Scenario(yaml: yaml, file: "s", in: .here(folder: folder))
            return []
        } catch { return error.problems.map(\.description) }
    }

    @Test func `files that are no database and no catalogue are problems at their keys`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/inputs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            try Data("no database".utf8).write(to: URL(filePath: folder + "/no.db"))
            try Data("name,colour\na,red\n".utf8).write(to: URL(filePath: folder + "/bad.csv"))
            let database = problems("name: x\nsurvey: {opsim: no.db}\n", in: folder)
            #expect(
                database.count == 1 && database[0].hasPrefix("s:2:17: ") && database[0].contains("no.db"), "\(database)"
            )
            let catalogue = problems(
                "name: x\nsky:\n  catalogues:\n    - {population: stars, file: bad.csv}\n", in: folder)
            #expect(
                catalogue.count == 1 && catalogue[0].hasPrefix("s:4:33: ") && catalogue[0].contains("bad.csv"),
                "\(catalogue)")
        }
    }

    @Test func `a time of the day after the night's last visit is a problem, one within it is not`() {
        let late = problems("name: x\nspan: {visits: 3, begin-at: \"10:00\"}\n", in: "")
        #expect(late.count == 1 && late[0].hasPrefix("s:2:29: ") && late[0].contains("no visit after 10:00"), "\(late)")
        #expect(problems("name: x\nspan: {visits: 3, begin-at: \"04:00\"}\n", in: "").isEmpty)
    }

    private static let opsim =
        (ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data")
        + "/survey-visits/opsim_2026_100_visits_full_schema.db"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: opsim), "the opsim samples are not here"))
    func `a night after the database's last is a problem, and a run of it is an error`() async throws {
        let path = URL(filePath: Self.opsim).path
        let text = "name: x\nsurvey: {opsim: '\(path)', start: 2090-03-19}\n"
        let found = problems(text, in: "")
        #expect(found.count == 1 && found[0].hasPrefix("s:2:") && found[0].contains("its last night is"), "\(found)")
        #expect(problems("name: x\nsurvey: {opsim: '\(path)'}\n", in: "").isEmpty)
        let scenario = try Scenario(yaml: text + "transports: [{kind: topic, to: a}]\n")
        var options = RunOptions()
        options.transports = .nowhere
        let error = await #expect(throws: SimulatorError.self) {
            _ = try await SimulationRun(scenario, options: options).run()
        }
        #expect(error?.description.contains("no visit from the night of 2090-03-19") == true, "\(error as Any)")
    }

    @Test func `rows are in the ledger's file soon after they were added, also where none follow`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ledger-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/ledger.bin"
        let scenario = try Scenario(yaml: "name: x\ntransports: [{kind: topic, to: a}]\n")
        let ledger = try RunLedger(path: path, scenario: scenario, labels: [], startMs: 0)
        let rows = ledgerRows(visitPackets(40), FaultPlan(seed: 1, faults: []))
        try await ledger.flushing {
            try ledger.add(rows)
            let deadline = ContinuousClock.now + .seconds(300)
            while try count(path) < 40 {
                try #require(ContinuousClock.now < deadline, "the rows are not written")
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        try ledger.close(isWhole: false)
    }

    private func count(_ path: String) throws -> Int {
        var reader = try LedgerReader(Bytes(Array(try Data(contentsOf: URL(filePath: path)))))
        var found = 0
        while let rows = reader.next() { found += rows.count }
        return found
    }
}
