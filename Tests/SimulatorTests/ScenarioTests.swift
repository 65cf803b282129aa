import Observing
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

    private static func checked(
        _ yaml: String, _ times: ClosedRange<Double>? = 65...105, starts: [Double] = []
    ) -> [String] {
        let surroundings = ScenarioSurroundings(
            canRead: { $0 == "there.db" },
            issueTimes: { _ in
                times.map { BurstTimes($0, starts: starts) }
            })
        do throws(ScenarioError) {
            _ = try Scenario(yaml: yaml, file: "x", in: surroundings)
            return []
        } catch { return error.problems.map { "\($0.line):\($0.column) \($0.message)" } }
    }

    @Test(arguments: [
        ("outage, from: 3 h, lasts: 3 s", "The run is over by then"), ("drop, from: 3 h", "The run is over by then"),
        ("bit-flip, from: 0 s, lasts: 60 s", "ends before there is anything"), ("late, delay: 0 s", "delays nothing"),
        ("clock-step, by: 0 s", "A step of 0"), ("reorder, window: 0 s", "changes no order"),
        ("schema-migration, schema: ztf-4.02", "another's schema"),
        ("disconnect, from: 70 s, lasts: 5 s, visits: 1", "leave 'visits' out"),
    ]) func `a fault that could strike nothing is a problem with its place`(fault: String, words: String) {
        let found = Self.checked("name: x\nspan: {visits: 2}\nfaults:\n  - {fault: \(fault)}")
        #expect(found.count == 1 && found[0].hasPrefix("4:") && found[0].contains(words), "\(found)")
    }

    @Test(arguments: [
        "outage, from: 110 s, lasts: 3 s", "drop, from: 104 s", "registry-outage, until: 30 s",
        "outage, from: 0 s, lasts: 66 s", "disconnect, from: 1 s, lasts: 2 s",
    ]) func `a fault that may strike what is late, or others, is none`(fault: String) {
        #expect(Self.checked("name: x\nspan: {visits: 2}\nfaults:\n  - {fault: \(fault)}").isEmpty)
        let endless = Self.checked("name: x\nfaults:\n  - {fault: outage, from: 90 d, lasts: 1 s}", 65 ... .infinity)
        #expect(endless.isEmpty)
    }

    @Test(arguments: [
        ("bit-flip, from: 70 s, lasts: 20 s", "leave from 102 s on"), ("drop, visits: 2, until: 80 s", "No packet"),
        ("outage, from: 70 s, lasts: 20 s", "No packet"),
        ("dense-field, alerts: 9, from: 66 s, lasts: 9 s", "No packet"),
        ("drop, detectors: 0-20, from: 66 s, lasts: 9 s", "No packet"),
        ("stall, factor: 1, until: 90 s", "slows nothing"),
        ("spurious-flood, factor: 1", "usual number"), ("oversize, bytes: 999", "none would grow"),
        ("schema-migration, schema: '11.1'", "11.1 already"),
    ]) func `a fault between the bursts, or that changes nothing, is a problem`(fault: String, words: String) {
        let text = "name: x\nspan: {visits: 2}\nfaults:\n  - {fault: \(fault)}"
        let found = Self.checked(text, starts: [65, 102])
        #expect(found.count == 1 && found[0].hasPrefix("4:") && found[0].contains(words), "\(found)")
    }

    @Test func `what another fault or a later visit may bring into a window is no problem`() {
        let text = "name: x\nspan: {visits: 2}\nfaults:\n  - {fault: outage, from: 70 s, lasts: 20 s}"
        let faults = [
            "late, delay: 9 s", "schema-migration, schema: '11.0'", "schema-migration, schema: '11.1', visits: 2",
        ]
        let all = faults.map { "\n  - {fault: \($0)}" }.joined()
        #expect(Self.checked(text + all, starts: [65, 102]).isEmpty)
        let later = "name: x\nfaults:\n  - {fault: drop, from: 300 s, lasts: 1 s}"
        #expect(Self.checked(later, 65 ... .infinity, starts: [65, 102]).isEmpty)
        let within = "name: x\nfaults:\n  - {fault: drop, detectors: 20-180, from: 66 s, lasts: 9 s}"
        #expect(Self.checked(within, starts: [65, 102]).isEmpty)
    }

    @Test func `floods and transports of what is switched off are problems`() {
        let sky = "name: x\nsky: {populations: {artefacts: off, agn: off}}\n"
        #expect(Self.checked(sky + "faults: [{fault: spurious-flood, factor: 3}]").first?.hasPrefix("3:18") == true)
        func transport(_ classes: String) -> [String] {
            Self.checked(sky + "transports: [{kind: topic, to: a, classes: [\(classes)]}]")
        }
        #expect(transport("activeGalaxy, dipole").first?.contains("The sky has none of these") == true)
        #expect(transport("activeGalaxy, dipole, supernovaIa").isEmpty)
    }

    @Test func `a file that is not there and a class that does not exist are problems with their places`() {
        #expect(Self.checked("name: x\nsurvey: {opsim: there.db}").isEmpty)
        #expect(
            Self.checked("name: x\nsurvey: {opsim: other.db}") == ["2:17 There is no file 'other.db' that can be read."]
        )
        let classes = Self.checked("name: x\ntransports: [{kind: topic, to: a, classes: [rrLyraeAB, RRab]}]")
        #expect(classes.count == 1 && classes[0].hasPrefix("2:56 There is no class 'RRab'."), "\(classes)")
    }

    @Test(arguments: Scenario.names) func `the faults of a scenario that ships strike within its visits`(
        name: String
    ) throws {
        _ = try Scenario(yaml: try #require(Scenario.text(named: name)), in: .here(folder: ""))
    }

    @Test func `bursts and the time of day at which a run begins are read and written`() throws {
        let text = "name: x\nsurvey: {burst: {after: 20 s, lasts: 6 s, shape: even}}\nspan: {begin-at: '23:57:30'}"
        let scenario = try Scenario(yaml: text)
        #expect(scenario.survey.burst == AlertBurst(afterSeconds: 20, lastsSeconds: 6, shape: .even))
        #expect(scenario.span.beginSecondsUtc == 86_250)
        #expect(try Scenario(yaml: scenario.canonicalText) == scenario)
        for wrong in ["24:00", "23:60", "2357", "23:5", "-1:00", "23:57:30.5"] {
            #expect(problems("name: x\nspan: {begin-at: '\(wrong)'}") == ["2:18"])
        }
        #expect(problems("name: x\nsurvey: {burst: {shape: round}}") == ["2:25"])
    }

    @Test func `of a fault any key but its name can be changed, and what cannot be is refused`() throws {
        let scenario = try Scenario(
            yaml: """
                name: x
                transports: [{kind: topic, to: a, partitions: 4}]
                faults:
                  - {fault: late, delay: 10 s, from: 1 min, until: 2 min}
                  - {fault: lost-partition, partitions: 2}
                """)
        let late = try scenario.fault(0, changedBy: [("delay", "20 s"), ("lasts", "3 min"), ("probability", "0.5")])
        #expect(late.kind == .late(delaySeconds: 20) && late.probability == 0.5)
        #expect(late.scope == FaultScope(fromSeconds: 60, untilSeconds: 240))
        #expect(
            try scenario.fault(1, changedBy: [("partitions", "[0, 3]")]).kind
                == .lostPartition(NumberSet([0...0, 3...3]), reroutes: false))
        for wrong in [("fault", "drop"), ("delay", "10"), ("delai", "3 s"), ("probability", "2"), ("from", "{a: b}")] {
            #expect(throws: ScenarioError.self) { try scenario.fault(0, changedBy: [wrong]) }
        }
        #expect(throws: ScenarioError.self) { try scenario.fault(2, changedBy: [("delay", "3 s")]) }
        #expect(throws: ScenarioError.self) { try scenario.fault(1, changedBy: [("partitions", "9")]) }
        // A value cannot bring another key or fault.
        #expect(throws: ScenarioError.self) { try scenario.fault(0, changedBy: [("delay", "3 s\n  - fault: drop")]) }
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

    @Test func `a flood is of some artefacts or of all`() throws {
        func fault(_ of: String) -> String {
            "name: x\nspan: {visits: 2}\nfaults:\n  - {fault: spurious-flood, factor: 3\(of)}"
        }
        for (of, populations) in [
            (", of: satellites", [ArtefactPopulation.satellites]),
            (", of: [dipoles, cosmic-rays]", [.dipoles, .cosmicRays]),
            ("", ArtefactPopulation.allCases),
        ] {
            let scenario = try Scenario(yaml: fault(of))
            let flood = ArtefactFlood(factor: 3, populations: Set(populations))
            #expect(scenario.faults.first?.kind == .spuriousFlood(flood))
            #expect(try Scenario(yaml: scenario.canonicalText) == scenario)
        }
        #expect(problems(fault(", of: satelites")) == ["4:44"])
        #expect(problems(fault(", of: []")) == ["4:44"])
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
        // Populations of a flood begin to grow where the others have come to its factor.
        order.flood = ArtefactFlood(factor: 3, populations: [.spurious, .cosmicRays])
        #expect(
            order.nextFilling(1, alerts: 100, growing: 1) == 3 && order.nextFilling(1, alerts: 100, growing: 0) == 3)
        #expect(order.nextFilling(2, alerts: 100, growing: 0) == 1.5)
        #expect(
            order.nextFilling(3, alerts: 100, growing: 36) == 11 && order.nextFilling(1, alerts: 400, growing: 0) == 1)
        #expect(!order.flood.grows(.spurious, filling: 2) && order.flood.grows(.spurious, filling: 3))
        #expect(order.flood.grows(.satellites, filling: 1) && !order.flood.grows(.dipoles, filling: 9))
        order.fill = .none
        #expect(
            order.fillingFactor(alerts: 100, growing: 36) == 1 && order.nextFilling(1, alerts: 100, growing: 0) == 1)
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
