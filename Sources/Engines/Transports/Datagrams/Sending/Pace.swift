/// Spreads bytes over time.
struct Pace {
    private let bytesPerSecond: Double?
    private var free: ContinuousClock.Instant

    /// Nil for no limit.
    init(bytesPerSecond: Double?, now: ContinuousClock.Instant) {
        self.bytesPerSecond = bytesPerSecond
        free = now
    }

    /// When `bytes` may go, which are taken to go then; up to 10 ms may be caught up.
    mutating func reserve(_ bytes: Int, now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        guard let bytesPerSecond else { return now }
        let start = max(free, now - .milliseconds(10))
        free = start + .seconds(Double(bytes) / bytesPerSecond)
        return start
    }
}
