import SkyMath
import Synchronization
import Testing

@testable import Simulator

/// How often a scenario's visits are planned.
@Suite struct SurroundingsTests {
    @Test func `scenarios with the same visits have them planned once`() throws {
        let asked = Mutex(0)
        let surroundings = ScenarioSurroundings(issueTimes: { _ in
            asked.withLock { $0 += 1 }
            return BurstTimes(60...70)
        }).remembering
        let text = "name: x\nspan: {visits: 2}\nfaults:\n  - {fault: drop, from: 65 s}"
        var scenario = try Scenario(yaml: text, in: surroundings)
        (scenario.transports, scenario.span.pace) = ([TransportSetting(kind: .topic, target: "a")], 7)
        (scenario.span.stopAfter, scenario.survey.alertsPerVisit, scenario.survey.hasStamps) = (1, 30, false)
        for _ in 0..<2 { scenario = try Scenario(yaml: scenario.canonicalText, in: surroundings) }
        #expect(asked.withLock { $0 } == 1)
        scenario.survey.startNight = ObservingNight(mjd: 61_300)
        _ = try Scenario(yaml: scenario.canonicalText, in: surroundings)
        scenario.seed = 99
        _ = try Scenario(yaml: scenario.canonicalText, in: surroundings)
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func `that nothing is known of the visits is remembered, too`() throws {
        let asked = Mutex(0)
        let surroundings = ScenarioSurroundings(issueTimes: { _ in
            asked.withLock { $0 += 1 }
            return nil
        }).remembering
        for _ in 0..<3 { _ = try Scenario(yaml: "name: x\nfaults:\n  - {fault: drop, from: 1 s}", in: surroundings) }
        #expect(asked.withLock { $0 } == 1)
    }
}
