internal import Foundation
public import Observing
public import SkyMath
internal import SkyModel

/// The nights of a scenario, one after another, each with the visits before it that its packets look back on.
public struct SurveyNights: Sendable {
    let scenario: Scenario
    private let database: OpsimDatabase?
    private let scheduler: FieldScheduler
    private var catalogues = SkyCatalogues()
    private var smallBodies: SmallBodyCatalogue?
    /// The first night that is run.
    public let first: ObservingNight
    /// Visits by night's number from the first, which is 0.
    private var scheduled: [Int: [Visit]] = [:]

    private var hasBegun = false

    /// Nights without a visit that are passed over before a run gives up.
    private static let mostCloudyNights = 120
    static let defaultStart = SurveyPlan().firstNight

    /// - Parameter folder: where the scenario's relative paths begin.
    /// - Throws: `SimulatorError` where an opsim database cannot be read.
    public init(_ scenario: Scenario, folder: String) throws(SimulatorError) {
        try self.init(timetableOf: scenario, folder: folder)
        catalogues = try SkyCatalogues(scenario.sky, folder: folder)
        smallBodies = try SmallBodyCatalogue(scenario.sky, folder: folder)
    }

    /// Of the visits alone: catalogues are not read.
    init(timetableOf scenario: Scenario, folder: String) throws(SimulatorError) {
        self.scenario = scenario
        var database: OpsimDatabase?
        if case .opsim(let file) = scenario.survey.visits {
            database = try OpsimDatabase(path: ScenarioPath.resolved(file, in: folder))
        }
        self.database = database
        first =
            scenario.survey.startNight ?? database.flatMap { ObservingNight(mjdTai: $0.mjd.lowerBound) }
            ?? Self.defaultStart
        scheduler = FieldScheduler(seed: scenario.seed, plan: SurveyPlan(packets: scenario.survey.schemaVersion))
    }

    /// The simulator of the first night at or after night `number` that has visits, and its number; nil where none follows.
    public mutating func next(from number: Int, limit: Int?) throws(SimulatorError) -> (
        number: Int, simulator: NightSimulator
    )? {
        for number in number..<(number + Self.mostCloudyNights) {
            let night = ObservingNight(mjd: first.mjd + number)
            if let database, night.mjdTai.lowerBound > database.mjd.upperBound + 1 { return nil }
            let visits = try visits(of: number)
            guard !visits.isEmpty else { continue }
            var plan = NightPlan(night: night)
            plan.seed = scenario.seed
            plan.historyNights = historyNights(of: number)
            plan.visitCount = limit
            plan.schemaVersion = scenario.survey.schemaVersion
            plan.hasStamps = scenario.survey.hasStamps
            plan.hasStampMasks = scenario.survey.hasStampMasks
            plan.populations = scenario.sky.populations
            plan.catalogues = catalogues
            plan.smallBodies = smallBodies
            plan.burst = scenario.survey.burst
            if !hasBegun { plan.beginMjdTai = beginMjdTai(ofNight: number) }
            hasBegun = true
            plan.visits = try history(of: number) + visits
            return (number, try NightSimulator(plan))
        }
        return nil
    }

    /// Of the first night that is run: the scenario's time of day, before noon of the date that follows the evening's.
    func beginMjdTai(ofNight number: Int) -> Double? {
        scenario.span.beginSecondsUtc.map { seconds in
            TimeScale.mjdTai(fromMjdUtc: Double(first.mjd + number) + seconds / 86_400 + (seconds < 43_200 ? 1 : 0))
        }
    }

    /// Whether a database has no visit of night `number` or a later one.
    func isOver(before number: Int) -> Bool {
        guard let database else { return false }
        return database.mjd.upperBound < ObservingNight(mjd: first.mjd + number).mjdTai.lowerBound
    }

    /// Of a run that would have no visit at all.
    var withoutVisits: SimulatorError {
        let last = lastNight.map { ": the opsim database's last night is \($0)" } ?? ""
        return SimulatorError("There is no visit from the night of \(first) on\(last). Choose another night.")
    }

    /// The last night of a database.
    var lastNight: ObservingNight? { database.flatMap { ObservingNight(mjdTai: $0.mjd.upperBound) } }

    /// The visits of the first night that has some, and its number.
    mutating func firstVisits() throws(SimulatorError) -> (number: Int, visits: [Visit])? {
        for number in 0..<Self.mostCloudyNights where !isOver(before: number) {
            let visits = try visits(of: number)
            if !visits.isEmpty { return (number, visits) }
        }
        return nil
    }

    mutating func visits(of number: Int) throws(SimulatorError) -> [Visit] {
        if let database {
            return try database.visits(
                mjdTai: ObservingNight(mjd: first.mjd + number).mjdTai, firstNight: first)
        }
        if let known = scheduled[number] { return known }
        let visits = scheduler.visits(on: ObservingNight(mjd: first.mjd + number))
        scheduled[number] = visits
        return visits
    }

    /// Those before the first night count for all nights, so that an object's first detection stays known for a year.
    private func historyNights(of number: Int) -> Int {
        let nights = scenario.survey.historyNights
        return max(nights, min(nights + number, 365))
    }

    private mutating func history(of number: Int) throws(SimulatorError) -> [Visit] {
        let nights = historyNights(of: number)
        if let database {
            let start = ObservingNight(mjd: first.mjd + number).mjdTai.lowerBound
            return try database.visits(mjdTai: start - Double(nights)..<start, firstNight: first)
        }
        scheduled = scheduled.filter { $0.key >= number - nights }
        var visits: [Visit] = []
        for earlier in (number - nights)..<number { visits += try self.visits(of: earlier) }
        return visits
    }
}

extension SurveyPlan {
    /// The built-in survey in the bands that packets of a schema version have.
    init(packets schemaVersion: String) {
        self.init()
        if schemaVersion == ZTFPacketMaker.version { bands = ZTFPacketMaker.bands }
    }
}

/// Paths as scenarios write them: relative to the scenario's own folder.
enum ScenarioPath {
    static func resolved(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    }
}
