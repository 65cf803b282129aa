/// Median and median absolute deviation: centre and scatter that half of the values may spoil.
public struct MedianDeviation: Sendable, Hashable {
    /// NaN where there is no value.
    public var median: Float
    /// Median of the distances from the median, in the values' unit; NaN where there is no value.
    public var deviation: Float

    /// The standard deviation of a normal distribution of this `deviation`.
    public var scatter: Float { deviation * 1.482_602_2 }

    /// Of finite `values`, which are replaced by their distances from the median. Complexity: O(n).
    public init(of values: UnsafeMutableBufferPointer<Float>) {
        median = Selection.median(of: values)
        for i in values.indices { values[i] = abs(values[i] - median) }
        deviation = Selection.median(of: values)
    }

    /// Of the finite ones of `values`.
    public init(of values: [Float]) {
        var finite = values.filter(\.isFinite)
        self = finite.withUnsafeMutableBufferPointer { MedianDeviation(of: $0) }
    }
}
