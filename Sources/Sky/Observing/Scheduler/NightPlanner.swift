internal import SkyMath

/// The state of a night that is being planned.
struct NightPlanner {
    let scheduler: FieldScheduler
    let night: Int
    let date: ObservingNight
    let dark: Range<Double>
    let weather: Weather
    let candidates: [Candidate]
    let moon: SkyPosition
    let moonVector: UnitVector
    let moonPhaseAngle: Double
    var draws: Draws
    var clock: Double
    var place: UnitVector?
    var band: Passband
    var isSeen: [Bool]
    var visits: [Visit] = []
    var rotTelPos = 0.0

    struct Candidate {
        var field: Int
        var vector: UnitVector
        /// Merit that does not change in the night.
        var merit: Double
    }

    init(scheduler: FieldScheduler, night: Int, date: ObservingNight, dark: Range<Double>) {
        (self.scheduler, self.night, self.date, self.dark) = (scheduler, night, date, dark)
        weather = Weather(night: date, seed: scheduler.seed)
        let middle = (dark.lowerBound + dark.upperBound) / 2
        moon = SunAndMoon.moon(mjdTai: middle)
        moonVector = moon.unitVector
        moonPhaseAngle = SunAndMoon.moonPhaseAngle(mjdTai: middle)
        draws = Draws(seed: scheduler.seed, 0x2C4ED, UInt64(bitPattern: Int64(night)))
        clock = dark.lowerBound
        candidates = Self.candidates(scheduler, night: night, moon: moonVector, draws: &draws)
        isSeen = [Bool](repeating: false, count: candidates.count)
        band = scheduler.plan.reddest
    }

    mutating func plan() -> [Visit] {
        while clock < dark.upperBound {
            guard weather.cloud(mjdTai: clock) < scheduler.plan.cloudLimit else {
                wait(600)
                continue
            }
            if !block() { wait(300) }
        }
        return visits
    }

    private mutating func wait(_ seconds: Double) {
        clock += seconds / 86400
        place = nil
    }

    /// One block, seen twice; false where there was no field left.
    private mutating func block() -> Bool {
        rotTelPos = draws.uniform(-60..<60)
        let fields = chosenFields()
        guard !fields.isEmpty else { return false }
        for candidate in fields { expose(candidates[candidate]) }
        change(to: nextBand())
        for candidate in fields { expose(candidates[candidate]) }
        return true
    }

    private mutating func chosenFields() -> [Int] {
        var chosen: [Int] = []
        var (time, from) = (clock, place)
        let end = min(
            clock + Double(scheduler.plan.fieldsPerBlock) * 37 / 86400, (clock + dark.upperBound) / 2 + 40 / 86400)
        while chosen.count < scheduler.plan.fieldsPerBlock, time < end, let best = best(time, from) {
            isSeen[best] = true
            chosen.append(best)
            time += 37.0 / 86400
            from = candidates[best].vector
        }
        return chosen
    }

    /// The unseen candidate of greatest merit: due, near, high.
    private func best(_ time: Double, _ from: UnitVector?) -> Int? {
        let zenith = RubinSite.zenith(mjdTai: time + 1200 / 86400)
        let lowest = 1 / scheduler.plan.airmassLimit
        var best: (index: Int, merit: Double)?
        for index in candidates.indices where !isSeen[index] {
            let vector = candidates[index].vector
            let height = dot(vector, zenith)
            guard height > lowest, height < 0.998 else { continue }
            let distance = from.map { (max(0, 2 - 2 * dot(vector, $0))).squareRoot() } ?? 0
            let merit = candidates[index].merit - 12 * distance - 2 / height
            if merit > (best?.merit ?? -.infinity) { best = (index, merit) }
        }
        return best?.index
    }

    private mutating func expose(_ candidate: Candidate) {
        if let place {
            let distance = acosDegrees(dot(place, candidate.vector))
            clock += SlewModel.seconds(distance: distance) / 86400
        }
        place = candidate.vector
        guard clock < dark.upperBound else { return }
        if let visit = visit(scheduler.grid.fields[candidate.field]) { visits.append(visit) }
        clock += max(scheduler.plan.exposureSeconds + scheduler.plan.overheadSeconds, 1) / 86400
    }

    private mutating func change(to next: Passband) {
        if next != band { clock += SlewModel.filterChangeSeconds / 86400 }
        band = next
    }
}
