/// Which values are black and white.
public enum StampLimits: Sendable, Hashable {
    /// Those of IRAF's `zscale`.
    case zscale
    /// The least and the greatest finite value.
    case minmax
    /// Percentiles of the finite values, 0 ... 100, such as `0.5...99.5`.
    case percentile(ClosedRange<Double>)

    /// The limits for some pixels; nil where none is finite. Complexity: O(n log n).
    public func range(of pixels: [Float]) -> ClosedRange<Double>? {
        switch self {
        case .zscale: return ZScale().limits(pixels)
        case .minmax: return Self.extremes(pixels)
        case .percentile(let percents): return Self.percentiles(percents, of: pixels)
        }
    }

    private static func extremes(_ pixels: [Float]) -> ClosedRange<Double>? {
        let finite = pixels.lazy.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return nil }
        return Double(low)...Double(high)
    }

    /// Between two ranks the value is interpolated.
    private static func percentiles(_ percents: ClosedRange<Double>, of pixels: [Float]) -> ClosedRange<Double>? {
        let sorted = pixels.filter(\.isFinite).sorted()
        guard let last = sorted.indices.last else { return nil }
        func value(_ percent: Double) -> Double {
            let rank = min(max(percent / 100, 0), 1) * Double(last)
            let below = Int(rank)
            let (low, high) = (Double(sorted[below]), Double(sorted[min(below + 1, last)]))
            return low + (high - low) * (rank - Double(below))
        }
        return value(percents.lowerBound)...max(value(percents.lowerBound), value(percents.upperBound))
    }
}

extension StampLimits: LosslessStringConvertible {
    /// `zscale`, `minmax`, or two percentiles such as `0.5-99.5`; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "zscale": self = .zscale
        case "minmax": self = .minmax
        default:
            // An exponent has such a sign too: 1e-05-99.0.
            let signs = text.indices.filter { text[$0] == "-" }
            let pairs = signs.compactMap { sign -> (low: Double, high: Double)? in
                guard let low = Double(text[..<sign]), let high = Double(text[text.index(after: sign)...]) else {
                    return nil
                }
                return (low, high)
            }
            guard let (low, high) = pairs.first, low >= 0, low < high, high <= 100 else { return nil }
            self = .percentile(low...high)
        }
    }

    public var description: String {
        switch self {
        case .zscale: "zscale"
        case .minmax: "minmax"
        case .percentile(let percents): "\(percents.lowerBound)-\(percents.upperBound)"
        }
    }
}
