/// Counts by whole second of the last minute.
struct RateWindow {
    private var buckets = [Int](repeating: 0, count: 64)
    private var newest: Int64 = 0
    private let origin = ContinuousClock.now
    private var first: ContinuousClock.Instant?

    mutating func add(_ count: Int, at time: ContinuousClock.Instant) {
        if first == nil { first = time }
        advance(to: second(time))
        buckets[Int(newest % 64)] += count
    }

    /// Complexity: O(1).
    func rates(at time: ContinuousClock.Instant) -> Rates {
        var copy = self
        copy.advance(to: second(time))
        guard let first else { return Rates(second: 0, tenSeconds: 0, minute: 0) }
        let age = max(first.duration(to: time) / .seconds(1), 1)
        return Rates(
            second: copy.sum(1), tenSeconds: copy.sum(10) / min(age, 10), minute: copy.sum(60) / min(age, 60))
    }

    /// The sum of the `seconds` whole seconds before the present one; within the first second, of that.
    private func sum(_ seconds: Int64) -> Double {
        let range = newest == 0 ? 0...0 : max(newest - seconds, 0)...(newest - 1)
        return Double(range.reduce(0) { $0 + buckets[Int($1 % 64)] })
    }

    private func second(_ time: ContinuousClock.Instant) -> Int64 {
        max(Int64(origin.duration(to: time) / .seconds(1)), newest)
    }

    private mutating func advance(to second: Int64) {
        guard second > newest else { return }
        for passed in max(newest + 1, second - 63)...second { buckets[Int(passed % 64)] = 0 }
        newest = second
    }
}
