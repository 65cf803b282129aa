internal import Bytes
internal import Logging
internal import Synchronization

/// Passes events on to subscribers, in the order in which they came, while authors have their answers already.
final class EventRelay: Sendable {
    private let waiting = Count()
    private let limit: Int
    private let events: AsyncStream<Bytes>.Continuation
    private let work: Task<Void, Never>

    init(_ broadcaster: VTPBroadcaster, limit: Int) {
        self.limit = limit
        let (stream, events) = AsyncStream.makeStream(of: Bytes.self)
        self.events = events
        let logger = Logger(label: "tocsin.vtp.relay")
        let waiting = self.waiting
        work = Task {
            for await event in stream {
                do { _ = try await broadcaster.broadcast([event]) } catch {
                    logger.warning("an event was not passed on", metadata: ["reason": "\(error)"])
                }
                waiting.add(-1)
            }
        }
    }

    var isFull: Bool { waiting.value >= limit }

    func put(_ event: Bytes) {
        waiting.add(1)
        events.yield(event)
    }

    /// Returns when all were passed on, or the time is over.
    func close(within limit: Duration) async {
        events.finish()
        let clock = Task {
            do { try await Task.sleep(for: limit) } catch { return }
            work.cancel()
        }
        await work.value
        clock.cancel()
    }
}

private final class Count: Sendable {
    private let held = Mutex(0)

    var value: Int { held.withLock { $0 } }
    func add(_ number: Int) { held.withLock { $0 += number } }
}
