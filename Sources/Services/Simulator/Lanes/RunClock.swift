internal import AlertStreams
internal import Synchronization

/// The survey's time and the wall's, for all transports of a run; it can be stopped for a while.
final class RunClock: Sendable {
    private struct State {
        var paused = Duration.zero
        var pausedSince: ContinuousClock.Instant?
    }

    /// Times real time; nil for as fast as the machine can.
    let pace: Double?
    /// Milliseconds since 1970 UTC when the run began.
    let startMs = WallClock.milliseconds()
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(pace: Double?) { self.pace = pace }

    func pause() { state.withLock { if $0.pausedSince == nil { $0.pausedSince = .now } } }

    func resume() {
        state.withLock { state in
            if let since = state.pausedSince { state.paused += since.duration(to: .now) }
            state.pausedSince = nil
        }
    }

    var isPaused: Bool { state.withLock { $0.pausedSince != nil } }
    /// Seconds of the survey since the run began, pauses left out; nil where there is no pace.
    var surveySeconds: Double? {
        guard let pace else { return nil }
        let paused = state.withLock { state in
            state.paused + (state.pausedSince.map { $0.duration(to: .now) } ?? .zero)
        }
        return (elapsed - paused) / .seconds(1) * pace
    }

    var elapsed: Duration { start.duration(to: .now) }

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
        let paused = state.withLock { $0.paused }
        return startMs + Int64(clamping: Int((seconds / pace * 1000).rounded())) + paused.milliseconds
    }
}
