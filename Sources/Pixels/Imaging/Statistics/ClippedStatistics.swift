/// Mean, median and scatter of values from which those far out were clipped.
public struct ClippedStatistics: Sendable, Hashable {
    /// NaN where no value was left.
    public var mean: Double
    /// Of the values kept, or of every so manieth of them where so asked for.
    public var median: Float
    /// Standard deviation of the values kept, with n - 1; 0 for a single value, NaN for none. Not corrected for the
    /// clipping: of a normal distribution, 3 sigma leave 0.9866 of it.
    public var scatter: Double
    /// Values kept.
    public var count: Int
    /// Values that were given and could be used.
    public var total: Int
}

/// How far out is too far, and how often to look.
public struct Clipping: Sendable, Hashable {
    /// Standard deviations from the centre that are kept.
    public var sigma: Double
    /// Rounds at most; with 0 nothing is clipped.
    public var iterations: Int

    /// The defaults keep 3 standard deviations, in three rounds at most.
    public init(sigma: Double = 3, iterations: Int = 3) {
        self.sigma = sigma
        self.iterations = iterations
    }
}

extension ClippedStatistics {
    /// Clips `values` in place, which must be finite.
    ///
    /// The first round clips about the median by the quartiles' width, which outliers hardly move; those after it about
    /// the mean by the standard deviation, until none is clipped or `iterations` rounds are done. Sums are in double
    /// precision and in an order that the values alone decide. Complexity: O(n x iterations).
    ///
    /// - Parameter step: order statistics are those of every so manieth value, which is faster: the limits of the first round,
    ///   and the median.
    public init(
        of values: UnsafeMutableBufferPointer<Float>, clipping: Clipping = Clipping(), orderedBy step: Int = 1
    ) {
        var kept = values
        if clipping.iterations > 0, values.count > 3,
            let quartiles = Self.ordered(values, step, { Selection.quartiles(of: $0) })
        {
            let width = Double(quartiles.upper) - Double(quartiles.lower)
            kept = Self.keep(
                kept, about: Double(quartiles.middle), within: clipping.sigma * width / Self.quartileWidth)
        }
        var moments = Self.moments(kept)
        for _ in 1..<max(1, clipping.iterations) {
            let fewer = Self.keep(kept, about: moments.mean, within: clipping.sigma * moments.scatter)
            if fewer.count == kept.count || fewer.isEmpty { break }
            kept = fewer
            moments = Self.moments(kept)
        }
        self.init(
            mean: moments.mean, median: Self.ordered(kept, step) { Selection.median(of: $0) },
            scatter: moments.scatter, count: kept.count, total: values.count)
    }

    /// `body` with every `step`-th of the values, which it may reorder.
    private static func ordered<Result>(
        _ values: UnsafeMutableBufferPointer<Float>, _ step: Int,
        _ body: (UnsafeMutableBufferPointer<Float>) -> Result
    ) -> Result {
        guard step > 1 else { return body(values) }
        var part = stride(from: 0, to: values.count, by: step).map { values[$0] }
        return part.withUnsafeMutableBufferPointer { body($0) }
    }

    /// The statistics of the finite ones of `values`.
    public init(of values: [Float], clipping: Clipping = Clipping()) {
        var finite = values.filter(\.isFinite)
        self = finite.withUnsafeMutableBufferPointer { ClippedStatistics(of: $0, clipping: clipping) }
    }

    /// Distance of the quartiles of a normal distribution, in standard deviations.
    static let quartileWidth = 1.348_979_500_392_163_5

    /// The values within `reach` of `centre`, moved to the front in their order; all of them where `reach` is 0.
    private static func keep(
        _ values: UnsafeMutableBufferPointer<Float>, about centre: Double, within reach: Double
    ) -> UnsafeMutableBufferPointer<Float> {
        guard reach > 0 else { return values }
        let (low, high) = (Float(centre - reach), Float(centre + reach))
        var count = 0
        for value in values {
            values[count] = value
            count &+= (value >= low ? 1 : 0) & (value <= high ? 1 : 0)
        }
        return UnsafeMutableBufferPointer(rebasing: values[..<count])
    }

    private static func moments(_ values: UnsafeMutableBufferPointer<Float>) -> (mean: Double, scatter: Double) {
        guard let first = values.first else { return (.nan, .nan) }
        let origin = Double(first)
        var (sum, squares) = (0.0, 0.0)
        for value in values {
            let offset = Double(value) - origin
            sum += offset
            squares += offset * offset
        }
        let count = Double(values.count)
        let variance = (squares - sum * sum / count) / max(1, count - 1)
        return (origin + sum / count, max(0, variance).squareRoot())
    }
}
