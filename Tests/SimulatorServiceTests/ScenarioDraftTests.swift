import Avro
import HTTPTypes
import Portal
import Simulator
import SkyMath
import Testing

@testable import SimulatorService

@Suite struct ScenarioDraftTests {
    private let policy = TargetPolicy(allowed: .none, inputs: [])

    private func checked(_ json: String) async throws -> CheckedScenario {
        try await CheckedScenario(try ScenarioDraft(try JSON(parsing: json)), policy)
    }

    @Test(arguments: Scenario.names) func `every scenario that ships may be run as it is`(name: String) async throws {
        let checked = try await checked(#"{"scenario": "\#(name)"}"#)
        #expect(checked.isRight, "\(checked.words)")
        #expect(checked.scenario == (try Scenario.named(name)))
    }

    @Test func `what is said is changed and nothing else`() async throws {
        let checked = try await checked(
            """
            {"scenario": "nominal", "seed": "18446744073709551615", "visits": 3, "pace": "fastest", "name": "mine",
            "night": "2027-01-02", "historyNights": 5, "schema": "10.0", "alertsPerVisit": 30, "stamps": false,
            "populations": ["stars", "variables"], "fill": "none"}
            """)
        let scenario = try #require(checked.scenario, "\(checked.words)")
        let before = try Scenario.named("nominal")
        #expect(scenario.seed == .max && scenario.span.mostVisits == 3 && scenario.span.pace == nil)
        #expect(scenario.survey.startNight?.description == "2027-01-02" && scenario.survey.historyNights == 5)
        #expect(scenario.survey.schemaVersion == "10.0" && scenario.survey.alertsPerVisit == 30)
        #expect(!scenario.survey.hasStamps && scenario.sky.populations == [.stars, .variables])
        #expect(scenario.survey.fill == .none)
        #expect(scenario.name == "mine" && scenario.transports == before.transports)
    }

    @Test func `transports and faults are as in a scenario, with a line for each mistake`() async throws {
        let right = try await checked(
            """
            {"scenario": "network-down",
            "transports": [{"kind": "kafka", "to": "127.0.0.1:9092", "topic": "t", "partitions": 3}],
            "moreFaults": [{"fault": "bit-flip", "probability": 0.5, "bits": 3}]}
            """)
        let scenario = try #require(right.scenario, "\(right.words)")
        #expect(scenario.transports.map(\.target) == ["127.0.0.1:9092"] && scenario.transports[0].partitions == 3)
        #expect(scenario.faults.count == 5 && scenario.faults[4].kind == .bitFlip(bits: 3))
        let replaced = try await checked(#"{"scenario": "network-down", "faults": []}"#)
        #expect(replaced.scenario?.faults == [])
        let wrong = try await checked(
            #"{"faults": [{"fault": "bit-flop"}], "transports": [{"kind": "pigeon", "to": "x"}]}"#
        )
        #expect(wrong.problems.count == 2 && !wrong.isRight)
        let lines = wrong.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (problem, word) in zip(wrong.problems, ["pigeon", "bit-flop"]) {
            #expect(lines[problem.line - 1].contains(word) && problem.message.contains(word), "\(problem)")
        }
    }

    @Test func `a transport more stands behind the scenario's own`() async throws {
        let more = #""moreTransports": [{"kind": "files", "to": "out", "classes": ["rrLyraeAB"]}]"#
        let beside = try await checked("{\"scenario\": \"network-down\", \(more)}")
        #expect(beside.scenario?.transports.map(\.kind) == [.topic, .files], "\(beside.words)")
        #expect(beside.scenario?.transports.last?.selection.classes == ["rrLyraeAB"])
        let alone = try await checked("{\"yaml\": \"name: x\", \(more)}")
        #expect(alone.scenario?.transports.map(\.kind) == [.files], "\(alone.words)")
    }

    @Test func `problems of a text are where they are in that text`() async throws {
        let checked = try await CheckedScenario(ScenarioDraft(yaml: "name: x\nspan:\n  visitz: 3\n"), policy)
        #expect(checked.problems.map(\.line) == [3] && checked.problems.map(\.column) == [3])
    }

    @Test(arguments: [
        (#"{"colour": 1}"#, "colour"), (#"{"seed": -1}"#, "seed"), (#"{"visits": 0}"#, "visits"),
        (#"{"pace": 0}"#, "pace"),
        (#"{"night": "2026-13-01"}"#, "night"), (#"{"populations": ["x"]}"#, "populations"),
        (#"{"stamps": 3}"#, "stamps"),
        (#"{"scenario": "nominal", "yaml": "name: x"}"#, "both"), (#"{"scenario": "none"}"#, "none"),
        (#"{"catalogues": [{"population": "stars"}]}"#, "file"), (#"[1]"#, "object"),
        (#"{"transports": 3}"#, "transports"),
    ])
    func `a wrong member is named`(json: String, name: String) async throws {
        let error = await #expect(throws: Failure.self) { try await checked(json) }
        #expect(error?.message.contains(name) == true, "\(error?.message ?? "")")
        #expect(error?.status == .badRequest)
    }

    @Test func `the form's fields do what the members of JSON do`() async throws {
        let form =
            "yaml=name:+x%0D%0Aspan:+{pace:+fastest}&visits=4&transport-kind=topic&transport-to=alerts&seed="
            + "&fault=late&fault-probability=0.5&fault-more=delay:+10+s"
            + "&populations=these&population-stars=on&population-agn=on"
        let checked = try await CheckedScenario(try ScenarioDraft(Query(text: form)), policy)
        let scenario = try #require(checked.scenario, "\(checked.words)")
        #expect(scenario.span.mostVisits == 4 && scenario.transports.map(\.target) == ["alerts"])
        #expect(scenario.faults.map(\.kind) == [.late(delaySeconds: 10)] && scenario.faults[0].probability == 0.5)
        #expect(scenario.sky.populations == [.stars, .agn] && scenario.seed == 1)
    }

    @Test func `faults are told in the scenario's own words`() throws {
        let scenario = try Scenario.named("broker-torture")
        let records = FaultRecord.all(of: scenario)
        #expect(records.count == scenario.faults.count)
        #expect(records.map(\.fault) == scenario.faults.map { $0.kind.name.rawValue })
        #expect(records.map(\.probability) == scenario.faults.map(\.probability))
        #expect(records[1].details == "bits 16" && records[13].details == "factor 30, visits [10-12]")
    }
}
