import HTTPTypes
import Portal
import Synchronization

/// Lets only so many be at heavy work at once; the rest are told to come again.
final class WorkGate: Sendable {
    private let limit: Int
    private let busy = Mutex(0)

    init(limit: Int) { self.limit = limit }

    func with<R: Sendable>(_ what: String, _ work: () async throws -> R) async throws -> R {
        let isFree = busy.withLock { busy in
            guard busy < limit else { return false }
            busy += 1
            return true
        }
        guard isFree else { throw Failure(.tooManyRequests, "\(limit) \(what) are under way: try again in a moment") }
        defer { busy.withLock { $0 -= 1 } }
        return try await work()
    }
}
