import Dispatch
import Synchronization

/// `make` of 0 ..< count, on all processors, in order.
///
/// - Parameter share: numbers that one thread takes at once; 1 or more.
func concurrently<T: Sendable>(_ count: Int, share: Int = 1, _ make: @Sendable (Int) -> T) -> [T] {
    let parts = Mutex([[T]](repeating: [], count: (count + share - 1) / share))
    DispatchQueue.concurrentPerform(iterations: (count + share - 1) / share) { part in
        let made = (part * share..<min((part + 1) * share, count)).map(make)
        parts.withLock { $0[part] = made }
    }
    return parts.withLock { Array($0.joined()) }
}
