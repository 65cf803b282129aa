import Dispatch
import Synchronization

/// Forces written files to the disk from a thread of its own, so that appending goes on meanwhile.
final class Flusher: Sendable {
    private struct State {
        var written: [ObjectIdentifier: WrittenRange] = [:]
        var failure: StreamError?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "tocsin.flush")

    private let interval: DispatchTimeInterval?
    private let cache: Mutex<CacheWindow>

    init(interval: Duration?, cachedBytes: Int?) {
        self.interval = interval.map { .milliseconds(Int(max(1, $0.milliseconds))) }
        cache = Mutex(CacheWindow(limit: cachedBytes))
        scheduleNext()
    }

    private func scheduleNext() {
        guard let interval else { return }
        queue.asyncAfter(deadline: .now() + interval) { [weak self] in
            guard let self, !self.state.withLock({ $0.isStopped }) else { return }
            self.flushDirty()
            self.scheduleNext()
        }
    }

    /// Notes unflushed bytes. Throws what an earlier flush met: after that nobody can say what the disk holds, until
    /// the topic is opened again.
    func note(_ range: WrittenRange) throws(StreamError) {
        let failure = state.withLock { state in
            state.written[ObjectIdentifier(range.file), default: range].extend(to: range.bytes.upperBound)
            return state.failure
        }
        if let failure { throw failure }
    }

    /// Flushes all that was noted so far.
    func flush() async throws {
        await withCheckedContinuation { continuation in
            queue.async {
                self.flushDirty()
                continuation.resume()
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func flushDirty() {
        let written = state.withLock { state in
            defer { state.written = [:] }
            return state.written.values.map { $0 }
        }
        for range in written {
            do {
                try range.file.synchronise()
                cache.withLock { $0.flushed(range) }
            } catch {
                state.withLock { $0.failure = $0.failure ?? error }
            }
        }
        if state.withLock({ $0.isStopped }) { cache.withLock { $0.forget() } }
    }

    /// The next flush is the last, and leaves no file open.
    func stop() { state.withLock { $0.isStopped = true } }
}
