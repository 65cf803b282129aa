import Bytes
import VOEvent

/// Events drawn from a seed, with every part there or not.
struct RandomEvents {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func draw(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func maybe<Part>(_ make: (inout RandomEvents) -> Part) -> Part? {
        draw(3) == 0 ? nil : make(&self)
    }

    private mutating func some<Part>(from least: Int = 0, _ make: (inout RandomEvents) -> Part) -> [Part] {
        (0..<(least + draw(3))).map { _ in make(&self) }
    }

    /// With everything that must be written in another way, and letters of four bytes.
    private mutating func text() -> String {
        let letters: [Character] = ["a", "Z", "<", ">", "&", "\"", "'", " ", "]", "\n", "\t", "\r", "é", "→", "🔭", "{"]
        return String((0..<draw(12)).map { _ in letters[draw(letters.count)] })
    }

    private mutating func number() -> Double {
        Double(draw(2_000_000) - 1_000_000) * [1e-30, 1e-9, 1e-3, 1, 1e20][draw(5)]
    }

    private mutating func time() -> ISOTime { ISOTime(unixMs: Int64(draw(2_000_000_000)) * 1000 + Int64(draw(1000))) }

    private mutating func reference() -> Reference {
        Reference(
            uri: "https://example.org/\(draw(100))?a=1&b", type: maybe { $0.text() }, meaning: maybe { _ in "urn:x" })
    }

    private mutating func parameter() -> Parameter {
        var parameter =
            draw(2) == 0 ? Parameter(text(), number(), unit: maybe { $0.text() }) : Parameter(text(), text())
        parameter.descriptions = some { $0.text() }
        parameter.longValue = maybe { $0.text() }
        return parameter
    }

    private mutating func table() -> What.Table {
        let fields = some(from: 1) { What.Field($0.text(), dataType: .float, unit: $0.maybe { $0.text() }) }
        var table = What.Table(
            name: text(), fields: fields, rows: some(from: 1) { random in fields.map { _ in random.text() } })
        table.parameters = some { $0.parameter() }
        return table
    }

    private mutating func what() -> What {
        let groups = some {
            What.Group(name: $0.text() + "\($0.draw(1 << 30))", parameters: $0.some { $0.parameter() })
        }
        return What(
            parameters: some { $0.parameter() }, groups: groups, tables: some { $0.table() },
            descriptions: some { $0.text() }, references: some { $0.reference() })
    }

    private mutating func whereWhen() -> WhereWhen {
        let system = CoordinateSystem.allCases[draw(CoordinateSystem.allCases.count)]
        let position = maybe { SkyPosition(raDeg: $0.number(), decDeg: $0.number(), errorRadiusDeg: $0.number()) }
        let observation = Coordinates(system: system, time: maybe { EventTime($0.time()) }, position: position)
        return WhereWhen(observation: observation, observatory: WhereWhen.Observatory(id: maybe { $0.text() }))
    }

    private mutating func why() -> Why {
        var why = Why(importance: maybe { $0.number() }, expires: maybe { $0.time() })
        why.concepts = some(from: 1) { $0.text() }
        why.inferences = some { random in
            var inference = Why.Inference(probability: Double(random.draw(1001)) / 1000, relation: random.text())
            inference.names = random.some(from: 1) { $0.text() }
            return inference
        }
        return why
    }

    mutating func event() -> VOEvent {
        var event = VOEvent(ivorn: "ivo://org.tocsin/r\(draw(9))#\(draw(1 << 30))", role: EventRole.allCases[draw(4)])
        event.who = maybe { Who(authorIvorn: "ivo://org.tocsin", date: $0.time()) }
        event.what = maybe { $0.what() }
        event.whereWhen = maybe { $0.whereWhen() }
        event.how = maybe { How(descriptions: $0.some(from: 1) { $0.text() }) }
        event.why = maybe { $0.why() }
        event.citations = maybe { Citations($0.some(from: 1) { Citation("ivo://abc/d#\($0.draw(9))", .supersedes) }) }
        event.description = maybe { $0.text() }
        event.reference = maybe { $0.reference() }
        return event
    }
}
