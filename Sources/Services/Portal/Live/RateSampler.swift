import AlertStore
import Synchronization

/// The store's counts, looked at once a second for everybody who watches, and the rates that follow from them.
final class RateSampler: Sendable {
    private let store: any AlertStoreReader
    private let state = Mutex(State())

    private struct State {
        var samples: [(at: ContinuousClock.Instant, alerts: Int)] = []
        var latest: LiveCounts?
    }

    init(store: any AlertStoreReader) { self.store = store }

    /// Samples until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            // A store that does not answer leaves no old counts to be taken for new ones: who asks is told the error.
            do { try await sample() } catch { state.withLock { $0.latest = nil } }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// The counts as of the last second; looks itself where nobody has yet.
    func counts() async throws -> LiveCounts {
        if let latest = state.withLock({ $0.latest }) { return latest }
        return try await sample()
    }

    @discardableResult
    private func sample() async throws -> LiveCounts {
        let totals = try await store.totals()
        let accounts = try await store.accounts()
        let now = ContinuousClock.now
        return state.withLock { state in
            state.samples.append((now, totals.alerts))
            state.samples.removeAll { now - $0.at > .seconds(61) }
            let counts = LiveCounts(
                totals: totals, accounts: accounts, perSecond: Self.rate(state.samples, over: .seconds(10), now),
                perMinute: Self.rate(state.samples, over: .seconds(60), now) * 60)
            state.latest = counts
            return counts
        }
    }

    /// Alerts a second, over the samples not older than `window`.
    private static func rate(
        _ samples: [(at: ContinuousClock.Instant, alerts: Int)], over window: Duration, _ now: ContinuousClock.Instant
    ) -> Double {
        guard let first = samples.first(where: { now - $0.at <= window }), let last = samples.last else { return 0 }
        let seconds = (last.at - first.at) / .seconds(1)
        return seconds > 0 ? Double(last.alerts - first.alerts) / seconds : 0
    }
}

/// What a landing page shows now.
struct LiveCounts: Sendable {
    var totals: StoreTotals
    var accounts: [StageAccount]
    var perSecond: Double
    var perMinute: Double
}
