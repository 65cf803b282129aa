/// Order statistics by partial sorting in place.
///
/// Values must be finite; their order afterwards is not defined, the result depends on the values alone.
public enum Selection {
    /// The value that sorting would put at `rank` (0 for the least); nil where there is none.
    ///
    /// Afterwards no value before `rank` is greater and none behind it is less. Complexity: O(n) on average, O(n log n)
    /// at worst.
    public static func value(at rank: Int, of values: UnsafeMutableBufferPointer<Float>) -> Float? {
        guard values.indices.contains(rank) else { return nil }
        var (low, high) = (0, values.count - 1)
        var rounds = 2 * (Int.bitWidth - values.count.leadingZeroBitCount)
        while high - low > 16, rounds > 0 {
            let pivot = pivot(values, low, high)
            let equal = gather(values, low, high) { Int(($0 - pivot).bitPattern &>> 31) }
            if rank < equal {
                high = equal - 1
            } else {
                low = gather(values, equal, high) { $0 == pivot ? 1 : 0 }
                if rank < low { return pivot }
            }
            rounds -= 1
        }
        var part = UnsafeMutableBufferPointer(rebasing: values[low...high])
        part.sort()
        return values[rank]
    }

    /// The middle value, the mean of both middle ones where their number is even; NaN where there is none.
    public static func median(of values: UnsafeMutableBufferPointer<Float>) -> Float {
        let middle = values.count / 2
        guard let upper = value(at: middle, of: values) else { return .nan }
        guard values.count % 2 == 0, let lower = values[..<middle].max() else { return upper }
        return lower + (upper - lower) / 2
    }

    /// The value below which the share `fraction` (0 to 1) lies, interpolated between neighbours; NaN where there are none.
    public static func quantile(_ fraction: Double, of values: UnsafeMutableBufferPointer<Float>) -> Float {
        let place = max(0, min(1, fraction)) * Double(values.count - 1)
        guard let lower = value(at: Int(place), of: values) else { return .nan }
        guard let upper = values[(Int(place) + 1)...].min() else { return lower }
        return lower + (upper - lower) * Float(place - place.rounded(.down))
    }

    /// The values at a quarter, half and three quarters of the ranks, nil where there are none.
    ///
    /// The outer two are looked for in the halves that the middle one leaves, which is faster than three selections.
    static func quartiles(
        of values: UnsafeMutableBufferPointer<Float>
    ) -> (lower: Float, middle: Float, upper: Float)? {
        let half = values.count / 2
        guard let middle = value(at: half, of: values) else { return nil }
        let below = UnsafeMutableBufferPointer(rebasing: values[..<half])
        let above = UnsafeMutableBufferPointer(rebasing: values[half...])
        return (
            value(at: half / 2, of: below) ?? middle, middle, value(at: above.count / 2, of: above) ?? middle
        )
    }

    private static func pivot(_ values: UnsafeMutableBufferPointer<Float>, _ low: Int, _ high: Int) -> Float {
        let (a, b, c) = (values[low], values[low + (high - low) / 2], values[high])
        return max(min(a, b), min(max(a, b), c))
    }

    /// Moves those of `low ... high` that are wanted to the front, and gives the place behind them.
    ///
    /// `wanted` is 1 for those and 0 for the others: a branch that depends on a value would be guessed wrongly half the
    /// time, so that of the sign is none.
    @inline(__always)
    private static func gather(
        _ values: UnsafeMutableBufferPointer<Float>, _ low: Int, _ high: Int, _ wanted: (Float) -> Int
    ) -> Int {
        var place = low
        for i in low...high {
            let value = values[i]
            values[i] = values[place]
            values[place] = value
            place &+= wanted(value)
        }
        return place
    }
}
