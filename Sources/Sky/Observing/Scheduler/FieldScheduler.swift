public import SkyMath

/// The survey when no opsim database is given: visits of a night, chosen greedily on a grid of fields.
///
/// A night is a sequence of blocks. A block is some forty fields, each the best by merit after the one before, seen once in
/// one band and then again, in the same order, in the next: the pairs that tie moving objects together lie 20 to 40
/// minutes apart.
///
/// Rule of history: what other nights did is not asked for. Blocks of sky are due every `cadenceNights` nights by a phase
/// of their own, and the merit prefers fields that are due, so that any night can be made alone and all nights together
/// make a survey. Everything is a function of seed, plan and night.
public struct FieldScheduler: Sendable {
    /// By which all nights are drawn.
    public let seed: UInt64
    /// Limits and habits of the survey.
    public let plan: SurveyPlan
    /// Middles of the fields that visits choose from.
    public let grid: FieldGrid
    /// Gives the visits' depths.
    public let noise: PhotometricNoise

    /// Makes the grid of fields with the plan's cadence.
    public init(seed: UInt64, plan: SurveyPlan, noise: PhotometricNoise = PhotometricNoise()) {
        self.seed = seed
        self.plan = plan
        self.noise = noise
        grid = FieldGrid(cadenceNights: plan.cadenceNights)
    }

    /// Visits of the night number `night` (1 is the plan's first), ascending in time; none if it is cloudy throughout.
    ///
    /// Identifiers are dayObs * 100000 + number within the night, as Rubin's. Complexity: O(visits x fields).
    public func visits(night: Int) -> [Visit] {
        let date = ObservingNight(mjd: plan.firstNight.mjd &+ night &- 1)
        guard abs(night) < 100_000, let dark = darkTime(date) else { return [] }
        var planner = NightPlanner(scheduler: self, night: night, date: date, dark: dark)
        return planner.plan()
    }

    /// Visits of the night that begins on a date.
    public func visits(on date: ObservingNight) -> [Visit] { visits(night: date.mjd &- plan.firstNight.mjd &+ 1) }

    /// Visits of a night whose field can hold a place.
    public func visits(night: Int, near position: SkyPosition, radius: Double = 2.1) -> [Visit] {
        visits(night: night).filter { $0.position.separation(to: position) <= radius }
    }

    /// From the evening's to the morning's limit of the Sun's altitude, MJD TAI; nil where the Sun never sets so deep.
    public func darkTime(_ date: ObservingNight) -> Range<Double>? {
        let midnight = Double(date.mjd) + 1 - RubinSite.longitude / 360
        guard sunIsLow(midnight) else { return nil }
        let evening = crossing(low: midnight, high: midnight - 0.5)
        return evening..<max(evening, crossing(low: midnight, high: midnight + 0.5))
    }

    private func sunIsLow(_ mjdTai: Double) -> Bool {
        RubinSite.horizontal(SunAndMoon.sun(mjdTai: mjdTai), mjdTai: mjdTai).altitude < plan.sunLimit
    }

    private func crossing(low: Double, high: Double) -> Double {
        var (low, high) = (low, high)
        for _ in 0..<24 {
            let middle = (low + high) / 2
            if sunIsLow(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
