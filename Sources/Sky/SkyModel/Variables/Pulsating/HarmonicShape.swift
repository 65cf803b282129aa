#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A periodic change of magnitude as a short Fourier series, about a mean of 0.
struct HarmonicShape: Sendable, Hashable {
    private let cosines: [Double]
    private let sines: [Double]

    /// The sum of `amplitudes[k] * cos(2 pi (k + 1) phase + phases[k])`.
    init(amplitudes: [Double], phases: [Double]) {
        cosines = zip(amplitudes, phases).map { $0 * cos($1) }
        sines = zip(amplitudes, phases).map { -$0 * sin($1) }
    }

    private init(cosines: [Double], sines: [Double]) {
        self.cosines = cosines
        self.sines = sines
    }

    func scaled(by factor: Double) -> HarmonicShape {
        HarmonicShape(cosines: cosines.map { $0 * factor }, sines: sines.map { $0 * factor })
    }

    /// Magnitudes at `phase`, in cycles. One sine and cosine, then the formula of the double angle: O(harmonics).
    func magnitude(phase: Double) -> Double {
        magnitude(cosine: cos(2 * .pi * phase), sine: sin(2 * .pi * phase))
    }

    /// Magnitudes at the phase whose cosine and sine are given.
    func magnitude(cosine: Double, sine: Double) -> Double {
        var (c, s, sum) = (cosine, sine, 0.0)
        for order in cosines.indices {
            sum += cosines[order] * c + sines[order] * s
            (c, s) = (c * cosine - s * sine, s * cosine + c * sine)
        }
        return sum
    }

    /// Highest less lowest of 256 samples over a cycle.
    var range: Double {
        let samples = (0..<256).map { magnitude(phase: Double($0) / 256) }
        return (samples.max() ?? 0) - (samples.min() ?? 0)
    }
}
