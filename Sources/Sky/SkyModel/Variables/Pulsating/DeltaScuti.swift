public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A delta Scuti star: a few sinusoids in magnitude whose frequencies have nothing to do with each other.
public struct DeltaScuti: LightCurve {
    /// One sinusoid in magnitude.
    public struct Mode: Sendable, Hashable {
        /// Cycles a day, positive.
        public let frequency: Double
        /// Half the range in g, magnitudes.
        public let semiAmplitude: Double
        /// Cycles at MJD 60000.
        public let phase: Double

        /// Semi-amplitudes are brought within 0 ... 1.
        public init(frequency: Double, semiAmplitude: Double, phase: Double) {
            self.frequency = frequency
            self.semiAmplitude = max(0, min(1, semiAmplitude))
            self.phase = phase
        }
    }

    /// All that are added up, in magnitude.
    public let modes: [Mode]
    private let scales: PerBand<Double>

    /// - Parameter meanMagnitudes: AB magnitudes of the mean flux over a long time.
    public init(modes: [Mode], meanMagnitudes: PerBand<Double>) {
        self.modes = modes
        scales = PerBand { band in
            let mean = modes.reduce(1.0) { $0 * Self.besselI0($1.semiAmplitude * Self.ratios[band] * M_LN10 / 2.5) }
            return ABMagnitude.sourceFlux(meanMagnitudes[band]) / mean
        }
    }

    /// nJy. O(modes).
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        var magnitudes = 0.0
        for mode in modes {
            let cycles = (mjdTai - 60_000) * mode.frequency + mode.phase
            magnitudes += mode.semiAmplitude * cos(2 * .pi * cycles.fraction)
        }
        return scales[band] * ABMagnitude.factor(magnitudes * Self.ratios[band])
    }

    /// Two to five modes of 4 to 40 cycles a day, log-uniform, each weaker than the one before; one star in ten has
    /// high amplitude (more than 0.3 mag).
    public static func drawn(from draws: inout Draws, meanMagnitudes: PerBand<Double>) -> DeltaScuti {
        let count = 2 + Int(draws.uniform(0..<4))
        let high = draws.uniform() < 0.1
        var semiAmplitude = high ? draws.uniform(0.15..<0.35) : 0.02 * exp(0.7 * max(-2, min(2, draws.normal())))
        let modes = (0..<count).map { _ -> Mode in
            defer { semiAmplitude *= draws.uniform(0.2..<0.8) }
            return Mode(
                frequency: 4 * pow(high ? 3 : 10, draws.uniform()), semiAmplitude: semiAmplitude, phase: draws.uniform()
            )
        }
        return DeltaScuti(modes: modes, meanMagnitudes: meanMagnitudes)
    }

    /// Of a star of 7,500 K that changes its temperature.
    private static let ratios = PerBand(u: 0.95, g: 1.0, r: 0.72, i: 0.56, z: 0.47, y: 0.44)

    /// The mean of exp(x cos) over a cycle, by its series.
    private static func besselI0(_ x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for order in 1..<20 {
            term *= x * x / 4 / Double(order * order)
            sum += term
        }
        return sum
    }
}
