/// Says when the next packet is due.
struct Pacer {
    private let pace: ReplayPace
    private let began: ContinuousClock.Instant
    private var sent = 0
    private var firstMjdTai: Double?

    init(_ pace: ReplayPace, began: ContinuousClock.Instant) {
        self.pace = pace
        self.began = began
    }

    /// True where packets are sent one by one, as they are due.
    var needsTimes: Bool {
        if case .speed = pace { true } else { false }
    }

    /// When a packet observed at `mjdTai` is due; nil for at once. A packet without a time is due with the one before it.
    mutating func due(mjdTai: Double?) -> ContinuousClock.Instant? {
        defer { sent += 1 }
        switch pace {
        case .unlimited: return nil
        case .rate(let rate): return began + .seconds(Double(sent) / rate)
        case .speed(let speed):
            guard let mjdTai else { return nil }
            let first = firstMjdTai ?? mjdTai
            firstMjdTai = first
            return began + .seconds(max(0, mjdTai - first) * 86_400 / speed)
        }
    }
}
