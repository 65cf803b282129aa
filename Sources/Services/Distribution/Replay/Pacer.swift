/// Says when the next packet is due.
struct Pacer {
    /// What is due later than this is due then: 30 years.
    private static let longest = 1e9

    private let pace: ReplayPace
    private var sent = 0
    private var firstMjdTai: Double?

    init(_ pace: ReplayPace) { self.pace = pace }

    /// True where packets are sent one by one, as they are due.
    var needsTimes: Bool {
        if case .speed = pace { true } else { false }
    }

    /// How long after the beginning a packet observed at `mjdTai` is due; nil for at once. A packet without a time is
    /// due with the one before it.
    mutating func due(mjdTai: Double?) -> Duration? {
        defer { sent += 1 }
        switch pace {
        case .unlimited: return nil
        case .rate(let rate): return Self.duration(seconds: Double(sent) / rate)
        case .speed(let speed):
            guard let mjdTai, mjdTai.isFinite else { return nil }
            let first = firstMjdTai ?? mjdTai
            firstMjdTai = first
            return Self.duration(seconds: (mjdTai - first) * 86_400 / speed)
        }
    }

    /// Numbers that are none, and those before the beginning, count as the beginning.
    private static func duration(seconds: Double) -> Duration {
        seconds > 0 ? .seconds(min(seconds, longest)) : .zero
    }
}

/// Measures time from its making on, by whatever clock.
struct Stopwatch: Sendable {
    private let read: @Sendable () -> Duration
    private let wait: @Sendable (Duration) async throws -> Void

    init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let began = clock.now
        read = { began.duration(to: clock.now) }
        wait = { try await clock.sleep(until: began.advanced(by: $0), tolerance: nil) }
    }

    var elapsed: Duration { read() }

    /// Throws `CancellationError` where the task is cancelled.
    func sleep(until elapsed: Duration) async throws { try await wait(elapsed) }
}
