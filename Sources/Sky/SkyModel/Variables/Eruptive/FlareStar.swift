public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A red dwarf with flares: quiet light, and bursts of blue light at times drawn day by day.
///
/// Each flare has the shape of Davenport and others (2014, doi:10.1088/0004-637X/797/2/122) and the spectrum of a
/// black body of 10,000 K (Kowalski and others 2013, doi:10.1088/0067-0049/207/1/15). The numbers of flares of
/// amplitude A and above fall as a power of A.
public struct FlareStar: LightCurve {
    /// Flares a day of at least the least amplitude, 0 ... 20.
    public let flaresPerDay: Double
    /// Least peak flux in u, as a share of the quiet flux in u.
    public let leastAmplitude: Double
    /// N(>A) goes as A to minus this.
    public let slope: Double
    private let key: UInt64
    private let quietFlux: PerBand<Double>

    /// One flare: peak in MJD TAI, full width at half maximum in days, peak flux in u over the quiet flux in u.
    public struct Flare: Sendable, Hashable {
        /// MJD TAI.
        public let peakMjdTai: Double
        /// Full width at half maximum, days.
        public let width: Double
        /// Peak flux in u over the quiet flux in u.
        public let amplitude: Double
    }

    /// - Parameters:
    ///   - slope: 0.5 ... 3; 1 for GJ 1243 (Hawley and others 2014, doi:10.1088/0004-637X/797/2/121).
    ///   - key: that the flares are drawn by.
    ///   - quietMagnitudes: AB magnitudes without flares.
    public init(
        flaresPerDay: Double, leastAmplitude: Double, slope: Double = 1, key: UInt64, quietMagnitudes: PerBand<Double>
    ) {
        self.flaresPerDay = max(0, min(20, flaresPerDay))
        self.leastAmplitude = max(0, min(10, leastAmplitude))
        self.slope = max(0.5, min(3, slope))
        self.key = key
        quietFlux = PerBand { ABMagnitude.sourceFlux(quietMagnitudes[$0]) }
    }

    /// O(flares in two days).
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        guard mjdTai.isFinite else { return quietFlux[band] }
        var excess = 0.0
        let today = mjdTai.wholeNumber
        for day in (today - 1)...(mjdTai.fraction > 0.97 ? today + 1 : today) {
            forEachFlare(day: day) { excess += $0.amplitude * Self.shape((mjdTai - $0.peakMjdTai) / $0.width) }
        }
        return quietFlux[band] + excess * quietFlux[.u] * Self.colours[band]
    }

    /// The flares that peak from MJD `day` to the next.
    public func flares(day: Int64) -> [Flare] {
        var flares: [Flare] = []
        forEachFlare(day: day) { flares.append($0) }
        return flares
    }

    /// Widths are log-normal about 4 minutes with a factor 2, at most 29 minutes, so that a flare of one day is over
    /// in the next but one; amplitudes at most 3,000 times the least.
    private func forEachFlare(day: Int64, _ body: (Flare) -> Void) {
        var draws = Draws(key: key, block: day)
        for _ in 0..<draws.poisson(flaresPerDay) {
            let peak = Double(day) + draws.uniform()
            let amplitude = leastAmplitude * min(3000, pow(1 - draws.uniform(), -1 / slope))
            let width = 0.0028 * exp(max(-1.95, min(1.95, 0.7 * draws.normal())))
            body(Flare(peakMjdTai: peak, width: width, amplitude: amplitude))
        }
    }

    /// Davenport's template: 1 at its peak, time in full widths at half maximum.
    static func shape(_ time: Double) -> Double {
        if time < -1 || time > 45 { return 0 }
        if time >= 0 { return 0.6890 * exp(-1.600 * time) + 0.3030 * exp(-0.2783 * time) }
        return max(0, 1 + time * (1.941 + time * (-0.175 + time * (-2.246 - 1.125 * time))))
    }

    /// Flux density relative to u.
    static let colours = PerBand { band in
        let hot = Blackbody(temperature: 10_000)
        return PassbandQuadrature.lsst[band].mean(hot.fluxDensity) / PassbandQuadrature.lsst[.u].mean(hot.fluxDensity)
    }

    /// Rates log-uniform from 0.03 to 5 a day, of flares of a tenth of the quiet flux in u and more.
    public static func drawn(from draws: inout Draws, quietMagnitudes: PerBand<Double>) -> FlareStar {
        FlareStar(
            flaresPerDay: 0.03 * pow(5 / 0.03, draws.uniform()), leastAmplitude: 0.1,
            slope: max(0.6, min(1.6, 1 + 0.2 * draws.normal())), key: draws.next(), quietMagnitudes: quietMagnitudes)
    }
}
