internal import AlertStore
internal import AlertStreams
internal import Synchronization

/// Live counters of a running broker, for `/metrics`, server-sent events and logs. May be read and changed from any
/// task; each call takes a short lock.
public final class BrokerMetrics: Sendable {
    private let state: Mutex<State>
    private let now: @Sendable () -> ContinuousClock.Instant

    struct State {
        var counts = BrokerCounts()
        var alertRate = RateWindow()
        var byteRate = RateWindow()
        var latency = LatencyHistogram()
        var ends: [Int32: Int64] = [:]
        var next: [Int32: Int64] = [:]
        var topic = ""
        var lagTaken: ContinuousClock.Instant?
    }

    /// All counts 0; `now` is the clock that rates go by.
    public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.now = now
        state = Mutex(State())
    }

    func received(packets: Int, bytes: Int) {
        let time = now()
        state.withLock {
            $0.counts.received += Int64(packets)
            $0.counts.bytes += Int64(bytes)
            $0.byteRate.add(bytes, at: time)
        }
    }

    func committed(_ outcome: IngestOutcome, _ batch: ReadBatch) {
        let time = now()
        let wallMs = WallClock.milliseconds()
        state.withLock {
            $0.counts.add(outcome, batch.items)
            $0.counts.passedOver += batch.passedOver
            $0.alertRate.add(outcome.accounted, at: time)
            $0.next.merge(batch.next) { max($0, $1) }
            if let oldest = batch.oldestMs { $0.latency.add(milliseconds: wallMs - oldest, count: batch.items.count) }
        }
    }

    func retried() { state.withLock { $0.counts.retries += 1 } }

    /// What had been read and not stored will be read again.
    func restartedReading() { state.withLock { $0.counts.received -= $0.counts.inFlight } }

    /// Packets read and not yet stored, beside `batch` of them that are about to be.
    func inFlight(without batch: Int) -> Int { state.withLock { max(Int($0.counts.inFlight) - batch, 0) } }

    func isLagDue() -> Bool {
        let time = now()
        return state.withLock {
            guard let last = $0.lagTaken, last.duration(to: time) < .seconds(1) else {
                $0.lagTaken = time
                return true
            }
            return false
        }
    }

    func ends(_ ends: [Int32: Int64], topic: String) {
        state.withLock {
            $0.ends = ends
            $0.topic = topic
        }
    }

    /// All figures at one moment.
    public func snapshot() -> BrokerSnapshot {
        let time = now()
        return state.withLock { state in
            BrokerSnapshot(
                topic: state.topic, counts: state.counts,
                alertsPerSecond: state.alertRate.rates(at: time), bytesPerSecond: state.byteRate.rates(at: time),
                lag: state.ends.reduce(into: [:]) { lag, end in
                    guard let next = state.next[end.key] else { return }
                    lag[end.key] = max(end.value - next, 0)
                },
                latencyMs: state.latency.quantiles)
        }
    }
}
