import AlertStreams
import ArgumentParser
import Foundation
import Simulator
import SkyMath

/// Which scenario is run, and what of it is another.
struct ScenarioOptions: ParsableArguments {
    @Argument(help: "A scenario's name (tocsin simulate scenarios) or file. Default: a plain night, sent to --to.")
    var scenario: String?
    @Option(
        help:
            "The topic, in place of the scenario's transports: a name, or kafka://HOST:PORT/NAME. Several are possible."
    )
    var to: [String] = []
    @Option(help: "Seconds to wait for somebody to be there before the first visit, at each transport.")
    var wait: Double?
    @Option(help: "The consumer group that --wait waits for, of topics.")
    var group: String?
    @Option(help: "Partitions that a topic of --to must have. Default: those that it has, one where it is made.")
    var partitions: Int?
    @Option(help: "Serve the schemas by a registry at HOST:PORT while the run lasts; port 0 takes a free one.")
    var registry: String?
    @Option(help: "The name that the registry's clients must show; needs --registry-password-file.")
    var registryUser: String?
    @Option(help: "A file whose first line is the password of --registry-user.")
    var registryPasswordFile: String?
    @Option(help: "The first night, by the date of its evening.")
    var night: String?
    @Option(help: "What everything is drawn from.")
    var seed: UInt64?
    @Option(parsing: .unconditional, help: "Visits, from the first. Default without a scenario: the night's.")
    var visits: Int?
    @Option(parsing: .unconditional, help: "Nights before it whose visits are the packets' history.")
    var historyNights: Int?
    @Option(help: "LSST's schema version, or ztf-4.02.")
    var schema: String?
    @Option(help: "An opsim database to take the visits from.")
    var opsim: String?
    @Option(help: "Alerts a visit, about: made up by spurious detections, or a part left out.")
    var alertsPerVisit: Int?
    @Flag(inversion: .prefixedNo, help: "Cut-out images.")
    var stamps: Bool?
    @Flag(help: "LSST's cut-out images hold a MASK.")
    var stampMask = false
    @Option(parsing: .unconditional, help: "Packets a second, for each transport.")
    var rate: Double?
    @Option(help: "Times as fast as the survey, or fastest. Default without a scenario: fastest.")
    var speed: String?

    func validate() throws {
        guard (rate ?? 1) > 0, (visits ?? 1) > 0, (partitions ?? 1) > 0, (alertsPerVisit ?? 1) > 0 else {
            throw ValidationError("--rate, --visits, --partitions and --alerts-per-visit are above zero")
        }
        guard (wait ?? 1) > 0 else { throw ValidationError("--wait is a number of seconds above zero") }
        guard group == nil || wait != nil else { throw ValidationError("--group needs --wait SECONDS") }
        guard (registryUser == nil) == (registryPasswordFile == nil), registryUser == nil || registry != nil else {
            throw ValidationError("--registry-user and --registry-password-file go together, and with --registry")
        }
        guard (0...3650).contains(historyNights ?? 0) else { throw ValidationError("--history-nights is 0 to 3650") }
        if let night, GregorianDate(night) == nil { throw ValidationError("--night is a date such as 2026-11-20") }
        guard speed == nil || speed == "fastest" || Double(speed ?? "").map({ $0 >= 1e-4 && $0 <= 1e5 }) ?? false else {
            throw ValidationError("--speed is a number from 0.0001 to 100000, or fastest")
        }
        if let schema, !SurveySetting.schemaVersions.contains(schema) {
            throw ValidationError("--schema is one of \(SurveySetting.schemaVersions.joined(separator: ", "))")
        }
        if scenario == nil, to.isEmpty {
            throw ValidationError("Say where to send: --to TOPIC; or name a scenario (tocsin simulate scenarios)")
        }
    }

    /// The scenario with all changes, checked; its visits are planned once at most.
    func resolved() throws -> Scenario { try resolved(in: .here(folder: folder).remembering) }

    func resolved(in surroundings: ScenarioSurroundings) throws -> Scenario {
        // Of visits that are not those of the file, its faults are checked below.
        let hasOtherVisits = seed != nil || night != nil || opsim != nil || schema != nil
        var scenario = try chosen(
            in: hasOtherVisits
                ? ScenarioSurroundings(canRead: surroundings.canRead, catalogueProblem: surroundings.catalogueProblem)
                : surroundings)
        if let seed { scenario.seed = seed }
        if let night = night.flatMap({ GregorianDate($0) }) {
            scenario.survey.startNight = ObservingNight(mjd: night.mjd)
        }
        if let opsim { scenario.survey.visits = .opsim(file: Self.absolute(opsim)) }
        if let historyNights { scenario.survey.historyNights = historyNights }
        if let schema { scenario.survey.schemaVersion = schema }
        if let alertsPerVisit { scenario.survey.alertsPerVisit = alertsPerVisit }
        if let stamps { scenario.survey.hasStamps = stamps }
        if stampMask { scenario.survey.hasStampMasks = true }
        if let visits { scenario.span.stopAfter = visits }
        if let speed { scenario.span.pace = Double(speed) }
        if let registry {
            scenario.registry = RegistrySetting(
                address: registry, user: registryUser, passwordFile: registryPasswordFile.map(Self.absolute))
        }
        if !to.isEmpty { scenario.transports = try to.map(transport) }
        for place in scenario.transports.indices {
            if let wait { scenario.transports[place].readyWithinSeconds = wait }
            if let group, scenario.transports[place].kind.isPartitioned { scenario.transports[place].group = group }
        }
        if let rate { for place in scenario.transports.indices { scenario.transports[place].ratePerSecond = rate } }
        // Read again, so that what was put together here is held to the same rules as a file.
        return try Scenario(yaml: scenario.canonicalText, file: "the command line", in: surroundings)
    }

    /// A scenario that comes with the program, or none.
    var isShipped: Bool { scenario.map(Scenario.names.contains) ?? true }

    /// Where the scenario's relative paths begin.
    var folder: String {
        guard let scenario, !Scenario.names.contains(scenario) else { return "" }
        let folder = URL(filePath: scenario).deletingLastPathComponent().relativePath
        return folder == "." ? "" : folder
    }

    private func chosen(in surroundings: ScenarioSurroundings) throws -> Scenario {
        guard let scenario else {
            let night = 72_000.0
            return Scenario(
                name: "night", span: SpanSetting(durationSeconds: visits == nil ? night : nil, pace: nil))
        }
        if Scenario.names.contains(scenario) { return try Scenario.named(scenario) }
        guard let data = FileManager.default.contents(atPath: scenario) else {
            // Says what is near, and lists the names.
            if !scenario.contains("/"), !scenario.contains(".") { return try Scenario.named(scenario) }
            throw CommandFailure.impossible("\(scenario): the file cannot be read")
        }
        return try Scenario(
            yaml: String(decoding: data, as: UTF8.self), file: scenario, in: surroundings)
    }

    private func transport(_ address: String) throws -> TransportSetting {
        if let setting = TransportSetting(address: address) { return setting }
        switch try StreamLocation(address) {
        case .embedded(let name): return TransportSetting(kind: .topic, target: name, partitions: partitions)
        case .kafka(let bootstrap, let topic):
            return TransportSetting(kind: .kafka, target: bootstrap, topic: topic, partitions: partitions)
        }
    }

    private static func absolute(_ path: String) -> String { URL(filePath: path).path(percentEncoded: false) }
}
