internal import AlertStreams
internal import Synchronization

/// The survey's time and the wall's, for all transports of a run; it can be stopped for a while.
///
/// It counts from the time when it was made, until `begin()` says that the run begins now.
final class RunClock: Sendable {
    private struct State {
        var start = ContinuousClock.now
        var startMs = WallClock.milliseconds()
        var paused = Duration.zero
        var pausedSince: ContinuousClock.Instant?
        var hasBegun = false
    }

    /// Times real time; nil for as fast as the machine can.
    let pace: Double?
    private let state = Mutex(State())

    init(pace: Double?) { self.pace = pace }

    /// The first visit's time is now; what was waited for before does not count.
    func begin() {
        state.withLock { state in
            let isPaused = state.pausedSince != nil
            state = State()
            state.hasBegun = true
            if isPaused { state.pausedSince = state.start }
        }
    }

    /// Milliseconds since 1970 UTC when the run began.
    var startMs: Int64 { state.withLock { $0.startMs } }

    func pause() { state.withLock { if $0.pausedSince == nil { $0.pausedSince = .now } } }

    func resume() {
        state.withLock { state in
            if let since = state.pausedSince { state.paused += since.duration(to: .now) }
            state.pausedSince = nil
        }
    }

    var isPaused: Bool { state.withLock { $0.pausedSince != nil } }
    /// Seconds of the survey since the run began, pauses left out, 0 before; nil where there is no pace.
    var surveySeconds: Double? {
        guard let pace else { return nil }
        let (hasBegun, paused) = state.withLock { state in
            (state.hasBegun, state.paused + (state.pausedSince.map { $0.duration(to: .now) } ?? .zero))
        }
        return hasBegun ? (elapsed - paused) / .seconds(1) * pace : 0
    }

    var elapsed: Duration { state.withLock { $0.start }.duration(to: .now) }

    /// Returns when the survey's `seconds` have passed, at once where there is no pace; not while paused.
    func wait(until seconds: Double) async throws {
        while true {
            try Task.checkCancellation()
            let (isPaused, paused) = state.withLock { ($0.pausedSince != nil, $0.paused) }
            let left = isPaused ? .milliseconds(100) : (pace.map { .seconds(seconds / $0) } ?? .zero) + paused - elapsed
            if !isPaused, pace == nil || left <= .zero { return }
            try await Task.sleep(for: min(left, .milliseconds(500)))
        }
    }

    /// When the survey's `seconds` are, milliseconds since 1970 UTC; now, where there is no pace.
    func milliseconds(_ seconds: Double) -> Int64 {
        guard let pace else { return WallClock.milliseconds() }
        let state = state.withLock { $0 }
        let delta = Int64(exactly: (seconds / pace * 1000).rounded()) ?? .max / 4
        return state.startMs + delta + state.paused.milliseconds
    }
}
