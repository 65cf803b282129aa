internal import Imaging

/// What `body` makes of 0 ..< count, in that order, on at most `threads` threads.
func mapped<Value: Sendable>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    Array(unsafeUninitializedCapacity: max(0, count)) { buffer, made in
        guard let start = buffer.baseAddress, count > 0 else { return }
        let places = Lent(start)
        concurrently(count, threads: threads) { (places.pointer + $0).initialize(to: body($0)) }
        made = count
    }
}

extension Image<Float> {
    /// Adds `factor` times the pixels of `other`, of the same size.
    mutating func add(_ other: Image, times factor: Float) {
        withUnsafeMutablePixels { sum in
            other.withUnsafePixels { values in
                for i in sum.indices { sum[i] += factor * values[i] }
            }
        }
    }
}
