public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A classical Cepheid in the fundamental mode.
///
/// Two harmonics upon the first, whose amplitudes and phases go with period as Hertzsprung's progression does: a
/// sawtooth up to six days, a bump at maximum and a nearly symmetric curve at ten, a sawtooth again above (rounded
/// figures after Simon and Lee 1981, doi:10.1086/159153). Amplitude ratios after Klagyivik and Szabados (2009,
/// doi:10.1051/0004-6361/200811464).
public struct Cepheid: LightCurve {
    /// Days.
    public var period: Double { pulsation.period }
    /// Peak to peak in g, magnitudes.
    public let amplitude: Double
    private let pulsation: Pulsation

    /// - Parameters:
    ///   - period: days, 1 ... 100; others are brought within.
    ///   - amplitude: peak to peak in g, magnitudes, 0 ... 2.5.
    ///   - epochMjdTai: of phase 0, near maximum light.
    ///   - meanMagnitudes: AB magnitudes of the mean flux over a cycle.
    public init(period: Double, amplitude: Double, epochMjdTai: Double, meanMagnitudes: PerBand<Double>) {
        let period = max(1, min(100, period))
        let shape = Self.shape(logPeriod: log10(period))
        self.amplitude = max(0, min(2.5, amplitude))
        pulsation = Pulsation(
            period: period, epochMjdTai: epochMjdTai, shapes: PerBand { shape.scaled(by: Self.ratios[$0]) },
            amplitude: self.amplitude / shape.range, meanMagnitudes: meanMagnitudes)
    }

    /// nJy.
    public func flux(_ band: Passband, mjdTai: Double) -> Double { pulsation.flux(band, mjdTai: mjdTai) }

    /// log P normal about 0.7 with 0.25 dex between 2 and 60 days; amplitudes smaller about ten days than on either
    /// side.
    public static func drawn(from draws: inout Draws, meanMagnitudes: PerBand<Double>) -> Cepheid {
        let logPeriod = max(0.3, min(1.78, 0.7 + 0.25 * draws.normal()))
        let dip = exp(-0.5 * (logPeriod - 1) * (logPeriod - 1) / 0.01)
        let amplitude = 0.95 - 0.3 * dip + 0.4 * max(0, logPeriod - 1) + 0.2 * draws.normal()
        let period = pow(10, logPeriod)
        return Cepheid(
            period: period, amplitude: max(0.2, min(1.8, amplitude)),
            epochMjdTai: 60_000 + period * draws.uniform(), meanMagnitudes: meanMagnitudes)
    }

    private static let ratios = PerBand(u: 1.4, g: 1.0, r: 0.64, i: 0.50, z: 0.44, y: 0.41)

    /// log P, then amplitude and phase of the second and third harmonics relative to the first, for cosines.
    private static let progression: [(logPeriod: Double, r21: Double, phi21: Double, r31: Double, phi31: Double)] = [
        (0.40, 0.45, 4.2, 0.25, 2.2), (0.70, 0.42, 4.5, 0.20, 2.9), (0.90, 0.28, 5.0, 0.10, 3.9),
        (1.00, 0.14, 5.4, 0.06, 4.6), (1.10, 0.20, 4.4, 0.10, 2.0), (1.30, 0.40, 4.5, 0.20, 2.5),
        (1.80, 0.42, 4.9, 0.22, 3.0),
    ]

    private static func shape(logPeriod: Double) -> HarmonicShape {
        let rows = progression
        let upper = max(1, rows.firstIndex { $0.logPeriod > logPeriod } ?? rows.count - 1)
        let (low, high) = (rows[upper - 1], rows[upper])
        let share = max(0, min(1, (logPeriod - low.logPeriod) / (high.logPeriod - low.logPeriod)))
        func between(_ first: Double, _ last: Double) -> Double { first + share * (last - first) }
        return HarmonicShape(
            amplitudes: [1, between(low.r21, high.r21), between(low.r31, high.r31)],
            phases: [
                firstPhase, between(low.phi21, high.phi21) + 2 * firstPhase,
                between(low.phi31, high.phi31) + 3 * firstPhase,
            ])
    }

    /// Puts the brightest phase of a sawtooth near 0.
    private static let firstPhase = 2.6
}
