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
