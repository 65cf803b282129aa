public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Seeing and clouds of one night, drawn from the seed and the night alone.
///
/// Both wander as first-order autoregressions in steps of five minutes from noon: the logarithm of the seeing about a
/// mean of the night, and a hidden cloudiness that shows as extinction once it exceeds a threshold. Nominal values, of
/// our own choice after Rubin's site data: median 0.67 arcsec at 500 nm, scatter 0.32 in the logarithm; a tenth of the
/// time lost.
public struct Weather: Sendable {
    /// What the nights' seeing and clouds are drawn by.
    public struct Nominal: Sendable, Hashable {
        /// Median width at 500 nm and the zenith, arcsec.
        public var fwhm500 = 0.67
        /// Standard deviation of the logarithm of the width.
        public var logScatter = 0.32
        /// Hours in which the weather forgets.
        public var memoryHours = 2.0
        /// Cloudiness, in standard deviations, at which clouds begin to show.
        public var cloudThreshold = 0.8
        /// Extinction, mag, for each standard deviation beyond the threshold.
        public var cloudSlope = 1.0

        /// The nominal values.
        public init() {}
    }

    static let stepDays = 300.0 / 86400
    private let startMjdTai: Double
    private let seeing: [Double]
    private let clouds: [Double]

    /// The same night and seed give the same weather.
    public init(night: ObservingNight, seed: UInt64, nominal: Nominal = Nominal()) {
        startMjdTai = night.mjdTai.lowerBound
        let key = UInt64(bitPattern: Int64(night.mjd))
        seeing = Self.walk(Draws(seed: seed, 0x5EE1, key), nominal).map {
            nominal.fwhm500 * exp(nominal.logScatter * $0)
        }
        clouds = Self.walk(Draws(seed: seed, 0xC10D, key), nominal).map {
            max(0, $0 - nominal.cloudThreshold) * nominal.cloudSlope
        }
    }

    /// Width at 500 nm and the zenith, arcsec; times beyond the night take its ends. Complexity: O(1).
    public func fwhm500(mjdTai: Double) -> Double { value(seeing, mjdTai) }

    /// Extinction by clouds, mag. Complexity: O(1).
    public func cloud(mjdTai: Double) -> Double { value(clouds, mjdTai) }

    private func value(_ series: [Double], _ mjdTai: Double) -> Double {
        let place = min(max((mjdTai - startMjdTai) / Self.stepDays, 0), Double(series.count - 2))
        let below = place.isFinite ? Int(place) : 0
        return series[below] + (series[below + 1] - series[below]) * (place - Double(below))
    }

    /// Standard normal values with half the variance common to the night.
    private static func walk(_ draws: Draws, _ nominal: Nominal) -> [Double] {
        var draws = draws
        let memory = exp(-stepDays * 24 / max(nominal.memoryHours, 1e-3))
        let kick = (0.5 * (1 - memory * memory)).squareRoot()
        let mean = 0.5.squareRoot() * draws.normal()
        var state = 0.5.squareRoot() * draws.normal()
        return (0...288).map { _ in
            state = memory * state + kick * draws.normal()
            return mean + state
        }
    }
}
