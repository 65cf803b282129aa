internal import Dispatch
internal import Synchronization

/// What `body` makes of 0 ..< count, in that order, on at most `threads` threads and as many as there are processors.
///
/// `body` must depend on its number alone, so that the result is the same on any number of threads.
func mapped<Value: Sendable>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    guard threads > 1, count > 1 else { return (0..<max(0, count)).map(body) }
    let next = Atomic(0)
    let parts = Mutex([(place: Int, value: Value)]())
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
        var own = [(place: Int, value: Value)]()
        while case let n = next.wrappingAdd(1, ordering: .relaxed).oldValue, n < count { own.append((n, body(n))) }
        parts.withLock { $0 += own }
    }
    return parts.withLock { $0.sorted { $0.place < $1.place }.map(\.value) }
}
