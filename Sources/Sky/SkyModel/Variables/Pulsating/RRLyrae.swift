public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An RR Lyrae star, in the fundamental mode (ab) or the first overtone (c).
///
/// The shapes are medians of Fourier fits, aligned at maximum light, to the 67 ab and 11 c stars of Sesar and others
/// (2010, doi:10.1088/0004-637X/708/1/717) in SDSS Stripe 82 with the smallest scatter; y is taken as z. Light is at
/// its maximum in g near phase 0.
public struct RRLyrae: LightCurve {
    /// Fundamental mode (ab) or first overtone (c).
    public enum Mode: Sendable, Hashable, CaseIterable { case ab, c }

    /// Decides the shape of the light curve.
    public let mode: Mode
    /// Days.
    public var period: Double { pulsation.period }
    /// Peak to peak in g, magnitudes.
    public let amplitude: Double
    private let pulsation: Pulsation

    /// - Parameters:
    ///   - period: days; taken as 0.5 where not positive.
    ///   - amplitude: peak to peak in g, magnitudes, 0 ... 2.
    ///   - epochMjdTai: of maximum light.
    ///   - meanMagnitudes: AB magnitudes of the mean flux over a cycle.
    public init(
        mode: Mode, period: Double, amplitude: Double, epochMjdTai: Double, meanMagnitudes: PerBand<Double>
    ) {
        self.mode = mode
        self.amplitude = max(0, min(2, amplitude))
        pulsation = Pulsation(
            period: period > 0 ? period : 0.5, epochMjdTai: epochMjdTai,
            shapes: mode == .ab ? Self.fundamental : Self.overtone, amplitude: self.amplitude,
            meanMagnitudes: meanMagnitudes)
    }

    /// nJy.
    public func flux(_ band: Passband, mjdTai: Double) -> Double { pulsation.flux(band, mjdTai: mjdTai) }

    /// Period and amplitude of Stripe 82's stars: ab have log P about log 0.60 with 0.055 dex, and amplitudes that
    /// fall with period with slope -3.4 and scatter 0.28 mag about 0.98; c have 0.335 d and 0.50 mag with 0.04 dex
    /// and 0.12 mag.
    public static func drawn(
        from draws: inout Draws, mode: Mode? = nil, meanMagnitudes: PerBand<Double>
    ) -> RRLyrae {
        let mode = mode ?? (draws.uniform() < 0.8 ? .ab : .c)
        let deviate = max(-2.5, min(2.5, draws.normal()))
        let period = mode == .ab ? 0.60 * pow(10, 0.055 * deviate) : 0.335 * pow(10, 0.04 * deviate)
        let scatter = draws.normal()
        let amplitude =
            mode == .ab ? 0.98 - 3.44 * log10(period / 0.6) + 0.28 * scatter : 0.50 + 0.12 * scatter
        return RRLyrae(
            mode: mode, period: period, amplitude: max(0.2, min(1.5, amplitude)),
            epochMjdTai: 60_000 + period * draws.uniform(), meanMagnitudes: meanMagnitudes)
    }
}
