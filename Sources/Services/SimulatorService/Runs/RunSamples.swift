import Simulator

/// Counts of the last seconds, for a rate that follows what happens now.
struct RunSamples: Sendable {
    private var samples: [(at: ContinuousClock.Instant, sent: Int)] = []

    mutating func add(_ sent: Int, at now: ContinuousClock.Instant = .now) {
        samples.append((now, sent))
        samples.removeAll { now - $0.at > .seconds(10) }
    }

    /// Copies a second over the last ten seconds.
    var rate: Double {
        guard let first = samples.first, let last = samples.last else { return 0 }
        let seconds = (last.at - first.at) / .seconds(1)
        return seconds > 0 ? Double(last.sent - first.sent) / seconds : 0
    }
}

/// A run that is under way.
struct ActiveRun {
    let run: SimulationRun
    var samples = RunSamples()
    var work: Task<Void, Never>?
    var watch: Task<Void, Never>?
    var writtenAt = ContinuousClock.now
}
