internal import Synchronization

/// Where a run has come to in the survey's time, for what goes on beside its packets.
final class SurveyTime: Sendable {
    private struct State {
        /// Seconds at which each visit's first packet is due; ascending. Visits that are over are forgotten.
        var visits: [(number: Int, dueSeconds: Double)] = []
        var reached = 0.0
    }

    private let clock: RunClock
    private let state = Mutex(State())

    init(_ clock: RunClock) { self.clock = clock }

    /// A visit's packets begin to be due.
    func begin(visit number: Int, dueSeconds: Double) {
        state.withLock { state in
            guard number > state.visits.last?.number ?? 0 else { return }
            state.visits.append((number, dueSeconds))
        }
    }

    /// A packet is sent, which was due then.
    func reach(_ seconds: Double) { state.withLock { $0.reached = max($0.reached, seconds) } }

    /// Seconds since the run began, at the survey's own pace, and the last visit that is due by then; 0 before the first.
    /// Without a pace, the run is where its last packet is.
    var now: (seconds: Double, visitNumber: Int) {
        let paced = clock.surveySeconds
        return state.withLock { state in
            let seconds = paced ?? state.reached
            while state.visits.count > 1, state.visits[1].dueSeconds <= seconds { state.visits.removeFirst() }
            let visit = state.visits.first.map { $0.dueSeconds <= seconds ? $0.number : $0.number - 1 }
            return (seconds, visit ?? 0)
        }
    }
}
