internal import AlertModel
public import Observing
internal import SkyMath
internal import SkyModel

/// A night's visits and the packets that each of them issues.
///
/// A visit's packets depend on the plan and the visit alone: they can be made in any order, on any number of threads, and
/// come out the same to the byte.
public struct NightSimulator: Sendable {
    /// As it was given.
    public let plan: NightPlan
    /// Of the night, ascending in time.
    public let visits: [Visit]
    private let season: Season
    private let firstOfNight: Int
    private let finder: VisitAlerts
    private let maker: any PacketMaking
    private let template: TemplateEpochs

    /// Plans the night and the year before it. Complexity: O(visits of the year).
    ///
    /// - Throws: `SimulatorError` where the night has no visit or the schema is not known.
    public init(_ plan: NightPlan) throws(SimulatorError) {
        let all = plan.visits ?? Self.scheduled(plan)
        let start = plan.night.mjdTai.lowerBound
        let measurer = Measurer(seed: plan.seed)
        season = Season(all.filter { $0.startMjdTai < plan.night.mjdTai.upperBound }, measurer.model)
        let begin = max(start, plan.beginMjdTai ?? start)
        firstOfNight = season.visits.firstIndex { $0.startMjdTai >= begin } ?? season.visits.count
        visits = Array(season.visits[firstOfNight...].prefix(plan.visitCount ?? .max))
        guard !visits.isEmpty else {
            let time = begin > start ? " after \(TimeOfDay.text(utcOf: begin)) UTC" : ""
            throw SimulatorError(
                "the night of \(plan.night) has no visit\(time): it was cloudy, or the opsim database does not cover it. "
                    + "Choose another night.")
        }
        self.plan = plan
        let template = TemplateEpochs(servingAt: start)
        var request = SkyRequest(
            sky: Sky(SyntheticSky(seed: plan.seed), catalogues: plan.catalogues), limit: plan.faintest,
            season: start - 500..<start + 1,
            template: template, populations: plan.populations)
        let starCells = StarCells(request.sky.synthetic, brighterThan: plan.faintest + 1)
        request.starCells = starCells
        var finder = VisitAlerts(
            season: season, measurer: measurer,
            cache: SourceCache(request))
        finder.knowsSurveyStart = plan.historyNights < 365
        if !plan.populations.contains(.artefacts) { finder.rates = ArtefactRates().scaled(by: 0) }
        if plan.populations.contains(.solarSystem), let first = visits.first, let last = visits.last {
            finder.bodies = try Self.bodies(plan, first.startMjdTai - 0.01...last.startMjdTai + 0.01)
        }
        finder.show(request.sky, plan, starCells, template)
        self.finder = finder
        self.template = template
        maker = try Self.maker(plan, season, finder.measurer, template)
    }

    /// The packets of visit `number` of the night, ascending by detector and diaSourceId; of ZTF's there are none in
    /// the bands u, z and y. All are held at once, some 150 kB each with stamps: `pieces` hands out the same with less
    /// memory.
    ///
    /// - Throws: `SimulatorError` where there is no such visit.
    public func packets(ofVisit number: Int) throws(SimulatorError) -> [IssuedPacket] {
        try work(ofVisit: number).allPackets()
    }

    /// What visit `number` detects, its packets yet to be made.
    func work(ofVisit number: Int, _ order: VisitOrder = VisitOrder()) throws(SimulatorError) -> VisitWork {
        guard visits.indices.contains(number) else {
            throw SimulatorError("the night has visits 0 to \(visits.count - 1), not \(number)")
        }
        return try VisitWork(
            visit: firstOfNight + number, order: order, finder: finder, maker: maker(order.schemaVersion),
            dueSeconds: dueSeconds(ofVisit: number), burst: plan.burst, hasStamps: plan.hasStamps)
    }

    /// When the first alerts of visit `number` are issued, seconds after the night's first exposure began.
    func dueSeconds(ofVisit number: Int) -> Double {
        (visits[number].midpointMjdTai - visits[0].startMjdTai) * 86_400 + plan.burst.afterSeconds
    }

    private func maker(_ version: String?) throws(SimulatorError) -> any PacketMaking {
        guard let version, version != plan.schemaVersion else { return maker }
        var plan = plan
        plan.schemaVersion = version
        return try Self.maker(plan, season, finder.measurer, template)
    }

    private static func maker(
        _ plan: NightPlan, _ season: Season, _ measurer: Measurer, _ template: TemplateEpochs
    ) throws(SimulatorError) -> any PacketMaking {
        guard plan.schemaVersion == ZTFPacketMaker.version else {
            return try PacketMaker(plan: plan, season: season, measurer: measurer)
        }
        return try ZTFPacketMaker(plan: plan, season: season, measurer: measurer, template: template)
    }

    private static func bodies(_ plan: NightPlan, _ span: ClosedRange<Double>) throws(SimulatorError) -> MovingBodies {
        var bodies = MovingBodies()
        if let catalogue = plan.smallBodies { bodies.catalogued = try CataloguedBodies(catalogue, span: span) }
        if plan.smallBodies?.isBesideSynthetic ?? true {
            bodies.synthetic = try SyntheticBodies(seed: plan.seed, span: span)
        }
        return bodies
    }

    private static func scheduled(_ plan: NightPlan) -> [Visit] {
        let scheduler = FieldScheduler(seed: plan.seed, plan: SurveyPlan(packets: plan.schemaVersion))
        let nights = plan.night.mjd - plan.historyNights...plan.night.mjd
        return nights.flatMap { scheduler.visits(on: ObservingNight(mjd: $0)) }
    }
}

extension VisitAlerts {
    /// Lets the stars and galaxies that do not vary be seen: at artefacts, in fluxes and in the stamps.
    fileprivate mutating func show(_ sky: Sky, _ plan: NightPlan, _ cells: StarCells, _ template: TemplateEpochs) {
        if plan.populations.contains(.stars) { brightStars = BrightStars(sky: sky, cells: cells) }
        guard !plan.populations.isDisjoint(with: [.stars, .galaxies]) || plan.hasStamps else { return }
        surroundings = Surroundings(
            sky: sky, cells: cells, populations: plan.populations, template: template, faintest: plan.faintest + 1)
    }
}
