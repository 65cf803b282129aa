internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A strictly periodic light curve: a shape per band, and the flux that keeps each band's mean over a cycle.
struct Pulsation: Sendable, Hashable {
    let period: Double
    let epochMjdTai: Double
    private let shapes: PerBand<HarmonicShape>
    private let amplitude: Double
    private let scales: PerBand<Double>

    /// - Parameters:
    ///   - period: days, positive.
    ///   - amplitude: what the shapes' magnitudes are multiplied by.
    ///   - meanMagnitudes: AB magnitudes of the mean flux over a cycle.
    init(
        period: Double, epochMjdTai: Double, shapes: PerBand<HarmonicShape>, amplitude: Double,
        meanMagnitudes: PerBand<Double>
    ) {
        self.period = period
        self.epochMjdTai = epochMjdTai
        self.shapes = shapes
        self.amplitude = amplitude
        scales = PerBand { band in
            ABMagnitude.sourceFlux(meanMagnitudes[band]) / Self.meanFactor(shapes[band], amplitude: amplitude)
        }
    }

    func flux(_ band: Passband, mjdTai: Double) -> Double {
        let cycles = (mjdTai - epochMjdTai) / period
        return scales[band] * ABMagnitude.factor(amplitude * shapes[band].magnitude(phase: cycles.fraction))
    }

    /// Of 48 evenly spaced phases, which is exact to the harmonics kept.
    private static func meanFactor(_ shape: HarmonicShape, amplitude: Double) -> Double {
        let sum = phases.reduce(0.0) { sum, phase in
            sum + ABMagnitude.factor(amplitude * shape.magnitude(cosine: phase.cosine, sine: phase.sine))
        }
        return sum / 48
    }

    private static let phases = (0..<48).map { step -> (cosine: Double, sine: Double) in
        (cos(2 * .pi * Double(step) / 48), sin(2 * .pi * Double(step) / 48))
    }
}
