#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How many bodies are brighter than an absolute magnitude: pieces of power laws, 10^(slope H).
struct MagnitudeDistribution: Sendable {
    /// Where the count is known.
    private let anchor: (h: Double, logCount: Double)
    /// Slope up to the first break, between breaks, beyond the last.
    private let slopes: [Double]
    private let breaks: [Double]

    init(count: Double, brighterThan h: Double, slopes: [Double], breaks: [Double]) {
        anchor = (h, log10(count))
        self.slopes = slopes
        self.breaks = breaks
    }

    /// Bodies brighter than `h`.
    func count(brighterThan h: Double) -> Double { pow(10, logCount(h)) }

    /// Absolute magnitude of the `count`-th brightest.
    func magnitude(count: Double) -> Double {
        let target = log10(count)
        for (index, end) in breaks.enumerated() where logCount(end) >= target {
            return end - (logCount(end) - target) / slopes[index]
        }
        guard let start = breaks.last, let slope = slopes.last else { return anchor.h }
        return start + (target - logCount(start)) / slope
    }

    private func logCount(_ h: Double) -> Double { anchor.logCount + rise(h) - rise(anchor.h) }

    /// The integral of the slopes from the first break.
    private func rise(_ h: Double) -> Double {
        guard let first = breaks.first, h > first else { return ((breaks.first ?? h) - h) * -slopes[0] }
        var sum = 0.0
        for (index, start) in breaks.enumerated() where h > start {
            let end = index + 1 < breaks.count ? min(h, breaks[index + 1]) : h
            sum += (end - start) * slopes[index + 1]
        }
        return sum
    }
}
