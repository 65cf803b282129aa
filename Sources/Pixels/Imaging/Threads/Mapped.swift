/// What `body` makes of 0 ..< count, in that order, on at most `threads` threads and as many as there are processors.
///
/// `body` must depend on its number alone, so that the result is the same on any number of threads.
package func mapped<Value: Sendable>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    Array(unsafeUninitializedCapacity: max(0, count)) { buffer, made in
        guard let start = buffer.baseAddress, count > 0 else { return }
        let places = Lent(start)
        concurrently(count, threads: threads) { (places.pointer + $0).initialize(to: body($0)) }
        made = count
    }
}
