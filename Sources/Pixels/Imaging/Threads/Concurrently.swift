internal import Dispatch
internal import Synchronization

/// `body` for 0 ..< count, on at most `threads` threads and as many as there are processors.
///
/// Each number is taken by whichever thread is free, so `body` must leave the same result in any order.
package func concurrently(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else {
        for n in 0..<max(0, count) { body(n) }
        return
    }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
        while true {
            let n = next.wrappingAdd(1, ordering: .relaxed).oldValue
            if n >= count { return }
            body(n)
        }
    }
}

/// A pointer handed to the threads of `concurrently`.
package struct Lent<Pointer>: @unchecked Sendable {  // reason: threads write disjoint places, and end before the lender
    package let pointer: Pointer

    package init(_ pointer: Pointer) { self.pointer = pointer }
}
