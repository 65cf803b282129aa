public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A Mira or semiregular giant: large slow changes, larger in the blue, whose maxima differ from cycle to cycle.
///
/// Amplitude ratios follow the fall of titanium oxide's bands with wavelength (rounded after Reid and Goldston 2002,
/// doi:10.1086/338947).
public struct LongPeriodVariable: LightCurve {
    /// Days.
    public let period: Double
    /// Mean range in g, magnitudes.
    public let amplitude: Double
    /// Standard deviation of a cycle's range as a share of the mean.
    public let irregularity: Double
    /// Share of the cycle in which the star brightens.
    public let riseShare: Double
    private let epochMjdTai: Double
    private let key: UInt64
    private let meanMagnitudes: PerBand<Double>

    /// - Parameters:
    ///   - period: days, at least 10.
    ///   - amplitude: mean range in g, magnitudes, 0 ... 10.
    ///   - irregularity: 0 ... 0.5.
    ///   - riseShare: 0.2 ... 0.8.
    ///   - epochMjdTai: of a maximum.
    ///   - key: that the cycles are drawn by.
    ///   - meanMagnitudes: mean AB magnitudes (not of the mean flux), to a tenth of the amplitude.
    public init(
        period: Double, amplitude: Double, irregularity: Double, riseShare: Double = 0.45, epochMjdTai: Double,
        key: UInt64, meanMagnitudes: PerBand<Double>
    ) {
        self.period = max(10, period)
        self.amplitude = max(0, min(10, amplitude))
        self.irregularity = max(0, min(0.5, irregularity))
        self.riseShare = max(0.2, min(0.8, riseShare))
        self.epochMjdTai = epochMjdTai
        self.key = key
        self.meanMagnitudes = meanMagnitudes
    }

    /// nJy.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        ABMagnitude.sourceFlux(meanMagnitudes[band] + Self.ratios[band] * magnitudes(mjdTai: mjdTai))
    }

    /// Change of the g magnitude: a cosine from each maximum to the minimum and on to the next maximum.
    private func magnitudes(mjdTai: Double) -> Double {
        let cycles = (mjdTai - epochMjdTai) / period
        let cycle = cycles.wholeNumber
        let (phase, fall) = (cycles.fraction, 1 - riseShare)
        let falling = phase < fall
        let peak = extreme(cycle + (falling ? 0 : 1), salt: 1)
        let trough = extreme(cycle, salt: 2)
        let part = falling ? phase / fall : (1 - phase) / riseShare
        return amplitude / 2 * (trough - (peak + trough) * (1 + cos(.pi * part)) / 2)
    }

    /// Height of a cycle's maximum, or depth of its minimum, in halves of the amplitude.
    private func extreme(_ cycle: Int64, salt: UInt64) -> Double {
        var draws = Draws(key: key, block: cycle, salt: salt)
        return 1 + irregularity * max(-2, min(2, draws.normal()))
    }

    /// Miras (one in three): 150 to 500 days and 3 to 7 mag; semiregulars: 50 to 300 days and 0.2 to 2 mag, less
    /// regular.
    public static func drawn(from draws: inout Draws, meanMagnitudes: PerBand<Double>) -> LongPeriodVariable {
        let mira = draws.uniform() < 1.0 / 3
        let period = mira ? 150 * pow(3.3, draws.uniform()) : 50 * pow(6, draws.uniform())
        return LongPeriodVariable(
            period: period, amplitude: mira ? draws.uniform(3..<7) : draws.uniform(0.2..<2),
            irregularity: mira ? 0.12 : 0.35, riseShare: mira ? draws.uniform(0.35..<0.5) : 0.5,
            epochMjdTai: 60_000 + period * draws.uniform(), key: draws.next(), meanMagnitudes: meanMagnitudes)
    }

    private static let ratios = PerBand(u: 0.95, g: 1.0, r: 0.82, i: 0.55, z: 0.38, y: 0.32)
}
