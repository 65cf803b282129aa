import Avro
import HTTPTypes
import Portal
import Simulator
import SkyMath

/// What somebody asks to be run: a scenario, by its name or its text, and what of it is to be another.
struct ScenarioDraft: Sendable {
    var scenario: String?
    var yaml: String?
    var name: String?
    var seed: UInt64?
    var visits: Int?
    /// Times real time; 0 for as fast as the machine can.
    var pace: Double?
    /// The date of the first evening.
    var night: String?
    var historyNights: Int?
    var schema: String?
    var alertsPerVisit: Int?
    /// What becomes of a visit with fewer alerts: `spurious` or `none`.
    var fill: String?
    var stamps: Bool?
    var stampMask: Bool?
    var opsim: String?
    var populations: [String]?
    /// As in a scenario's text, each an object.
    var catalogues: [JSON]?
    var transports: [JSON]?
    /// Behind those of the scenario.
    var moreTransports: [JSON]?
    var faults: [JSON]?
    /// Behind those of the scenario.
    var moreFaults: [JSON]?
    /// The same, as a scenario's text has them.
    var faultLines: [String] = []

    static let members = [
        "scenario", "yaml", "name", "seed", "visits", "pace", "night", "historyNights", "schema", "alertsPerVisit",
        "fill", "stamps", "stampMask", "opsim", "populations", "catalogues", "transports", "moreTransports",
        "faults", "moreFaults",
    ]

    init(yaml: String) { self.yaml = yaml }

    /// - Throws: `Failure` that names the member which is wrong.
    init(_ json: JSON) throws {
        let members = try Members(json, known: Self.members)
        scenario = try members.text("scenario")
        yaml = try members.text("yaml")
        name = try members.text("name")
        seed = try Self.seed(members)
        visits = try members.integer("visits", in: 1...10_000_000)
        pace = try Self.pace(members)
        night = try members.text("night")
        historyNights = try members.integer("historyNights", in: 0...3650)
        schema = try members.text("schema")
        alertsPerVisit = try members.integer("alertsPerVisit", in: 1...1_000_000)
        fill = try members.text("fill")
        stamps = try members.flag("stamps")
        stampMask = try members.flag("stampMask")
        opsim = try members.text("opsim")
        populations = try members.texts("populations")
        catalogues = try members.list("catalogues")
        transports = try members.list("transports")
        moreTransports = try members.list("moreTransports")
        faults = try members.list("faults")
        moreFaults = try members.list("moreFaults")
    }

    private static func seed(_ members: Members) throws -> UInt64? {
        guard let value = members.value("seed"), value != .string("") else { return nil }
        let text = value.string ?? value.text()
        guard let seed = UInt64(text) else {
            throw members.wrong("seed", "a whole number from 0 to \(UInt64.max)", value)
        }
        return seed
    }

    private static func pace(_ members: Members) throws -> Double? {
        if members.value("pace")?.string == "fastest" { return 0 }
        guard let pace = try members.number("pace", in: 0...1e5) else { return nil }
        guard pace > 0 else { throw Failure(.badRequest, "pace is above 0, or \"fastest\"") }
        return pace
    }

    /// Nothing but the scenario itself is said.
    var isPlain: Bool {
        name == nil && seed == nil && visits == nil && pace == nil && night == nil && historyNights == nil
            && schema == nil && alertsPerVisit == nil && fill == nil && stamps == nil && stampMask == nil
            && opsim == nil && populations == nil
            && catalogues == nil && transports == nil && moreTransports == nil && faults == nil && moreFaults == nil
            && faultLines.isEmpty
    }
}
