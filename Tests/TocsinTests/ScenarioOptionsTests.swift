import ArgumentParser
import Simulator
import Synchronization
import Testing

@testable import tocsin

@Suite struct ScenarioOptionsTests {
    private let folder = ScratchFolder()

    /// How often a run's visits are planned until it is known what to run.
    private func planned(_ words: [String], fault: String = "drop, from: 65 s") throws -> Int {
        try folder.write("a.yaml", "name: x\nspan: {visits: 2}\nfaults:\n  - {fault: \(fault)}\n")
        let asked = Mutex(0)
        let surroundings = ScenarioSurroundings(issueTimes: { _ in
            asked.withLock { $0 += 1 }
            return BurstTimes(60...70)
        })
        let options = try ScenarioOptions.parse([folder.path + "/a.yaml"] + words)
        _ = try options.resolved(in: surroundings.remembering)
        return asked.withLock { $0 }
    }

    @Test(arguments: [
        [], ["--to", "alerts"], ["--to", "alerts", "--visits", "1", "--speed", "20", "--no-stamps", "--wait", "5"],
        ["--seed", "5"], ["--night", "2026-03-14", "--history-nights", "3"],
        ["--alerts-per-visit", "9", "--seed", "8"],
    ]) func `a scenario with faults is planned once, whatever is changed of it`(words: [String]) throws {
        #expect(try planned(words) == 1)
    }

    @Test func `a fault that strikes nothing is told with its place in the file, or in what was made of it`() throws {
        for (options, file) in [(["--to", "alerts"], "a.yaml:4:"), (["--seed", "5"], "the command line:")] {
            let error = #expect(throws: ScenarioError.self) { try planned(options, fault: "drop, from: 3 h") }
            let words = "\(try #require(error))"
            #expect(words.contains(file) && words.contains("The run is over"))
        }
    }
}
