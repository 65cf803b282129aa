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
            let (left, right) = partition(values, low, high)
            if rank <= left { high = left } else if rank >= right { low = right } else { return values[rank] }
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

    /// Hoare's partition about the median of three; the parts are `low ... left` and `right ... high`.
    private static func partition(
        _ values: UnsafeMutableBufferPointer<Float>, _ low: Int, _ high: Int
    ) -> (left: Int, right: Int) {
        let (a, b, c) = (values[low], values[low + (high - low) / 2], values[high])
        let pivot = max(min(a, b), min(max(a, b), c))
        var (left, right) = (low, high)
        while left <= right {
            while values[left] < pivot { left += 1 }
            while pivot < values[right] { right -= 1 }
            if left <= right {
                values.swapAt(left, right)
                left += 1
                right -= 1
            }
        }
        return (right, left)
    }
}
