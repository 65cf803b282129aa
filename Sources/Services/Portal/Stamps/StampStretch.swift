#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How brightness follows value between the limits.
public enum StampStretch: String, Sendable, CaseIterable {
    case linear, asinh, log, sqrt

    /// Brightness 0 ... 1 of a value 0 ... 1, both ends fixed, rising throughout. The curves of asinh (knee at 0.1) and log
    /// (of 1000 x + 1) are those of SAOImage DS9 and astropy.
    public func brightness(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .asinh: Self.arsinh(value * 10) / Self.arsinh(10)
        case .log: log1p(value * 1000) / log1p(1000)
        case .sqrt: value.squareRoot()
        }
    }

    private static func arsinh(_ value: Double) -> Double {
        log1p(value + value * value / (1 + (1 + value * value).squareRoot()))
    }
}

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
