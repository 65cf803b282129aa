import Synchronization

/// A clock that stands still but for sleeping, which moves it to where the sleep ends, at once.
final class SteppingClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var sinceStart: Duration
        func advanced(by step: Duration) -> Instant { Instant(sinceStart: sinceStart + step) }
        func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
        static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
    }

    struct Nap {
        var until: Duration
        /// What the topic held as it began.
        var held: Int64
    }

    private struct State {
        var now = Duration.zero
        var naps: [Nap] = []
        var late: [Int: Duration] = [:]
    }

    private let state = Mutex(State())
    private let held: @Sendable () async throws -> Int64
    /// Called as a sleep begins, with its number.
    private let onNap: @Sendable (Int) -> Void

    init(onNap: @escaping @Sendable (Int) -> Void = { _ in }, held: @escaping @Sendable () async throws -> Int64) {
        self.held = held
        self.onNap = onNap
    }

    var naps: [Nap] { state.withLock { $0.naps } }
    var now: Instant { Instant(sinceStart: state.withLock { $0.now }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    /// Makes a sleep last longer than it was to.
    func oversleep(nap: Int, by late: Duration) { state.withLock { $0.late[nap] = late } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        onNap(naps.count)
        try Task.checkCancellation()
        let held = try await held()
        state.withLock { state in
            state.now = max(state.now, deadline.sinceStart + (state.late[state.naps.count] ?? .zero))
            state.naps.append(Nap(until: deadline.sinceStart, held: held))
        }
    }
}
