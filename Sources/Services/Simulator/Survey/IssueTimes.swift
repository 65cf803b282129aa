internal import Foundation
internal import Observing
internal import SkyMath

extension ScenarioSurroundings {
    /// The files of this machine, and the visits that the scenario will have.
    ///
    /// - Parameter folder: where the scenario's relative paths begin.
    public static func here(folder: String) -> ScenarioSurroundings {
        ScenarioSurroundings(
            canRead: { FileManager.default.isReadableFile(atPath: ScenarioPath.resolved($0, in: folder)) },
            catalogueProblem: { ScenarioInputs.problem(of: $0, folder: folder) },
            visitProblem: { ScenarioInputs.problem(ofVisits: $0, folder: folder) },
            issueTimes: { scenario in
                // What is wrong with a database is told by `visitProblem`.
                guard var nights = try? SurveyNights(timetableOf: scenario, folder: folder) else { return nil }
                return try? nights.issueTimes()
            })
    }
}

extension SurveyNights {
    /// Nights that are looked through for the last packet; a run of more goes on for ever, as far as faults care.
    private static let mostNights = 30

    /// When the scenario's packets are issued, seconds since the first exposure began, were it run to its end; nil where there
    /// are none. Complexity: O(visits).
    mutating func issueTimes() throws(SimulatorError) -> BurstTimes? {
        let all = try runVisits(limit: scenario.span.visits)
        guard let first = all.first else { return nil }
        let burst = scenario.survey.burst
        func issue(_ visit: Visit) -> Double {
            (visit.midpointMjdTai - first.startMjdTai) * 86_400 + burst.afterSeconds
        }
        let longest = scenario.span.durationSeconds ?? .infinity
        let within = all.prefix { ($0.startMjdTai - first.startMjdTai) * 86_400 < longest }
        guard let last = within.map(issue).max() else { return nil }
        // There may be more than was looked at.
        let isEndless = within.count == all.count && scenario.span.visits.map { within.count < $0 } ?? true
        let isOver = !isEndless || isOver(before: Self.mostNights)
        let run = min(issue(first), last)...(isOver ? last + burst.lastsSeconds : .infinity)
        return BurstTimes(run, starts: within.map(issue))
    }

    /// The run's visits, at most those of `mostNights`.
    private mutating func runVisits(limit: Int?) throws(SimulatorError) -> [Visit] {
        var found: [Visit] = []
        for number in 0..<Self.mostNights where found.count < limit ?? .max {
            let begin = found.isEmpty ? beginMjdTai(ofNight: number) ?? 0 : 0
            found += try visits(of: number).filter { $0.startMjdTai >= begin }
        }
        return Array(found.prefix(limit ?? .max))
    }
}
