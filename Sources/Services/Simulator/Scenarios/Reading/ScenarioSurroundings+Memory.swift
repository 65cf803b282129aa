internal import Synchronization

extension ScenarioSurroundings {
    /// These, where scenarios with the same visits have them planned once.
    public var remembering: ScenarioSurroundings {
        let (known, plan) = (Timetables(), issueTimes)
        var result = self
        result.issueTimes = { known.times(of: $0.timetable, plan) }
        return result
    }
}

extension Scenario {
    /// What its visits and the times of their packets depend on, and nothing else.
    fileprivate var timetable: Scenario {
        Scenario(
            name: "", seed: seed,
            survey: SurveySetting(
                visits: survey.visits, startNight: survey.startNight, schemaVersion: survey.schemaVersion,
                burst: survey.burst),
            span: SpanSetting(
                visits: span.visits, durationSeconds: span.durationSeconds, pace: nil,
                beginSecondsUtc: span.beginSecondsUtc))
    }
}

private final class Timetables: Sendable {
    private let known = Mutex<[Scenario: BurstTimes?]>([:])

    func times(
        of timetable: Scenario, _ plan: (Scenario) -> BurstTimes?
    ) -> BurstTimes? {
        if let times = known.withLock({ $0[timetable] }) { return times }
        let times = plan(timetable)
        known.withLock { $0[timetable] = .some(times) }
        return times
    }
}
