import SkyMath
import Testing

@testable import Simulator

@Suite struct ScenarioTests {
    private func problems(_ yaml: String) -> [String] {
        do {
            _ = try Scenario(yaml: yaml, file: "s.yaml")
            return []
        } catch {
            return error.problems.map { "\($0.line):\($0.column)" }
        }
    }

    @Test(arguments: Scenario.names) func `a scenario that ships is right and survives its canonical text`(
        name: String
    ) throws {
        let scenario = try Scenario.named(name)
        let again = try Scenario(yaml: scenario.canonicalText, file: "canonical")
        #expect(scenario == again)
        #expect(again.canonicalText == scenario.canonicalText)
        #expect(scenario.name == name)
    }

    @Test func `how many subscribers are waited for is read, written, and refused where nobody comes`() throws {
        func transport(_ text: String) -> String { "name: x\ntransports: [{\(text)}]" }
        let two = transport("kind: voevent, to: 'vtp-listen://127.0.0.1:9', ready-within: 5 s, subscribers: 2")
        let scenario = try Scenario(yaml: two)
        #expect(scenario.transports.first?.subscribers == 2)
        #expect(try Scenario(yaml: scenario.canonicalText) == scenario)
        #expect(problems(transport("kind: tcp, to: 'tcp-listen://127.0.0.1:9', subscribers: 2")).count == 1)
        #expect(problems(transport("kind: tcp, to: 'tcp://127.0.0.1:9', ready-within: 5 s, subscribers: 2")).count == 1)
        #expect(problems(transport("kind: topic, to: a, ready-within: 5 s, subscribers: 2")).count == 1)
        #expect(problems(transport("kind: voevent, to: '127.0.0.1:9', ready-within: 5 s, subscribers: 0")).count == 1)
    }

    @Test func `catalogues of small bodies and what fills a visit are read and written`() throws {
        let scenario = try Scenario(
            yaml: """
                name: bodies
                sky:
                  catalogues:
                    - {population: solar-system, file: MPCORB.DAT, synthetic: on}
                    - {population: solar-system, file: orbits.csv, magnitudes: physical.csv}
                survey: {alerts-per-visit: 100, fill: none}
                """)
        #expect(scenario.sky.files == ["MPCORB.DAT", "orbits.csv", "physical.csv"])
        #expect(scenario.sky.catalogues.map(\.isBesideSynthetic) == [true, false])
        #expect(scenario.survey.fill == .none)
        #expect(try Scenario(yaml: scenario.canonicalText) == scenario)
        #expect(problems("name: x\nsky: {catalogues: [{population: artefacts, file: a}]}") == ["2:33"])
        #expect(problems("name: x\nsky: {catalogues: [{population: stars, file: a, synthetic: on}]}") == ["2:60"])
        let twice = "name: x\nsky:\n  catalogues:\n    - {population: agn, file: a}\n    - {population: agn, file: b}\n"
        #expect(problems(twice) == ["4:5"])
        #expect(problems("name: x\nsurvey: {fill: some}") == ["2:16"])
    }

    @Test func `what the sky lacks is made up by artefacts, or not at all`() {
        var order = VisitOrder()
        order.alerts = 400
        #expect(order.fillingFactor(alerts: 100, growing: 36) == 11)
        #expect(order.fillingFactor(alerts: 400, growing: 36) == 1 && order.fillingFactor(alerts: 10, growing: 0) == 1)
        order.fill = .none
        #expect(order.fillingFactor(alerts: 100, growing: 36) == 1)
    }

    @Test func `every problem is found, each at its line and column`() {
        let yaml = """
            name: wrong
            sead: 3
            survey:
              start: 2026-02-30
              alerts-per-visit: many
            span:
              duration: 5 parsec
            transports:
              - {kind: topik, to: x}
            faults:
              - fault: bit-flop
              - {fault: outage, from: 10 min, until: 5 min}
              - {fault: stall, factor: 2}
              - {fault: bit-flip, probability: 1.5}
            """
        #expect(
            problems(yaml) == [
                "2:1", "4:10", "5:21", "7:13", "9:12", "11:12", "12:42", "13:13", "14:36",
            ])
    }

    @Test func `a word that was nearly right is suggested`() throws {
        let error = try #require(throws: ScenarioError.self) {
            try Scenario(yaml: "name: x\nsead: 3\n", file: "s.yaml")
        }
        #expect(error.description == "s.yaml:2:1: 'scenario' has no key 'sead'. Did you mean 'seed'?")
    }

    @Test(arguments: [
        ("", "1:1"), ("name: [", "2:1"), ("name: a\nname: b", "1:1"), ("- 1", "1:1"), ("name: &x y", "1:7"),
        ("name: x\nfaults: 3", "2:9"), ("name: X y", "1:7"),
        ("name: x\nfaults:\n  - {fault: lost-partition, partitions: 3}", "3:41"),
        ("name: x\nspan: {visits: 5}\nfaults:\n  - {fault: drop, visits: 7-9}", "4:27"),
        ("name: x\nspan: {duration: 1 h}\nfaults:\n  - {fault: drop, from: 2 h}", "4:25"),
    ]) func `a text that is no scenario is refused with a place`(yaml: String, place: String) {
        #expect(problems(yaml).first == place)
    }

    @Test func `times and rates are read with their units`() throws {
        let yaml = """
            name: units
            span: {duration: 2 h}
            transports: [{kind: kafka, to: "localhost:9092", rate: 600 /min, partitions: 3, bands: [g, r]}]
            faults: [{fault: late, delay: 250 ms, from: 1.5 min, lasts: 30 s}]
            """
        let scenario = try Scenario(yaml: yaml, file: "s")
        #expect(scenario.span.durationSeconds == 7200)
        #expect(scenario.transports.first?.ratePerSecond == 10)
        #expect(scenario.transports.first?.selection.bands == [.g, .r])
        let fault = try #require(scenario.faults.first)
        #expect(fault.kind == .late(delaySeconds: 0.25))
        #expect(fault.scope.fromSeconds == 90 && fault.scope.untilSeconds == 120)
    }

    @Test func `damaged texts are read or refused, and never trap`() throws {
        var draws = Draws(seed: 11, 1)
        for _ in 0..<150 {
            let name = Scenario.names[Int(draws.next() % UInt64(Scenario.names.count))]
            var text = Array(try #require(Scenario.text(named: name)).utf8)
            for _ in 0..<4 {
                let place = Int(draws.next() % UInt64(text.count))
                switch draws.next() % 3 {
                case 0: text[place] = UInt8(truncatingIfNeeded: draws.next())
                case 1: text.remove(at: place)
                default: text.insert(contentsOf: Array("-9e999[{:".utf8.prefix(Int(draws.next() % 9))), at: place)
                }
            }
            do {
                let scenario = try Scenario(yaml: String(decoding: text, as: UTF8.self), file: "fuzz")
                #expect(try Scenario(yaml: scenario.canonicalText, file: "fuzz") == scenario)
            } catch {
                #expect(!error.problems.isEmpty)
            }
        }
    }
}
