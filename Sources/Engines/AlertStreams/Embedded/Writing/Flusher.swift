import Dispatch
import Synchronization

/// Forces written files to the disk from a thread of its own, so that appending goes on meanwhile.
final class Flusher: Sendable {
    private struct State {
        var dirty: [ObjectIdentifier: LogFile] = [:]
        var failure: StreamError?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "tocsin.flush")

    private let interval: DispatchTimeInterval?

    init(interval: Duration?) {
        self.interval = interval.map { .milliseconds(Int(max(1, $0.milliseconds))) }
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

    /// Notes that `file` has unflushed bytes. Throws what an earlier flush met: after that nobody can say what the disk
    /// holds, until the topic is opened again.
    func note(_ file: LogFile) throws(StreamError) {
        let failure = state.withLock { state in
            state.dirty[ObjectIdentifier(file)] = file
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
        let files = state.withLock { state in
            defer { state.dirty = [:] }
            return state.dirty.values.map { $0 }
        }
        for file in files {
            do { try file.synchronise() } catch {
                state.withLock { $0.failure = $0.failure ?? error }
            }
        }
    }

    func stop() { state.withLock { $0.isStopped = true } }
}
