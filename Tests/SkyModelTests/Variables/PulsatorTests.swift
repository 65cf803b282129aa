import Foundation
import SkyMath
import SkyModel
import Testing

@Suite struct PulsatorTests {
    static let magnitudes = VariableSamples.magnitudes

    @Test(arguments: RRLyrae.Mode.allCases) func `an RR Lyrae star folds upon itself`(_ mode: RRLyrae.Mode) {
        let star = RRLyrae(
            mode: mode, period: 0.5678, amplitude: 1, epochMjdTai: 60_000.25, meanMagnitudes: Self.magnitudes)
        for step in 0..<100 {
            let time = 60_000 + 0.013 * Double(step)
            for band in Passband.allCases {
                let ratio = star.flux(band, mjdTai: time + 1234 * 0.5678) / star.flux(band, mjdTai: time)
                #expect(abs(ratio - 1) < 1e-6)
            }
        }
    }

    @Test func `strict pulsators keep the mean flux over a cycle`() {
        var draws = Draws(seed: 3)
        let stars: [(curve: any LightCurve, period: Double)] = (0..<20).flatMap { _ in
            let star = RRLyrae.drawn(from: &draws, meanMagnitudes: Self.magnitudes)
            let cepheid = Cepheid.drawn(from: &draws, meanMagnitudes: Self.magnitudes)
            return [(star as any LightCurve, star.period), (cepheid as any LightCurve, cepheid.period)]
        }
        for star in stars {
            for band in Passband.allCases {
                let fluxes = (0..<200).map { star.curve.flux(band, mjdTai: 60_000 + star.period * Double($0) / 200) }
                let mean = fluxes.reduce(0, +) / 200
                #expect(abs(mean / ABMagnitude.nJy(Self.magnitudes[band]) - 1) < 1e-4)
            }
        }
    }

    @Test func `many modes keep the mean flux over years`() {
        var draws = Draws(seed: 4)
        let star = DeltaScuti.drawn(from: &draws, meanMagnitudes: Self.magnitudes)
        let fluxes = (0..<20_000).map { _ in star.flux(.g, mjdTai: draws.uniform(60_000..<63_000)) }
        let mean = fluxes.reduce(0, +) / 20_000
        let spread = (fluxes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot()
        #expect(abs(mean - ABMagnitude.nJy(Self.magnitudes[.g])) < 5 * spread / 20_000.0.squareRoot())
    }

    @Test func `the amplitude is the range in g, and red bands change less`() {
        let star = RRLyrae(
            mode: .ab, period: 0.6, amplitude: 1.1, epochMjdTai: 60_000, meanMagnitudes: Self.magnitudes)
        let ranges = PerBand { band -> Double in
            let magnitudes = (0..<600).map {
                ABMagnitude.magnitude(nJy: star.flux(band, mjdTai: 60_000 + 0.001 * Double($0)))
            }
            return (magnitudes.max() ?? 0) - (magnitudes.min() ?? 0)
        }
        #expect(abs(ranges[.g] - 1.1) < 0.002)
        #expect(abs(ranges[.r] / ranges[.g] - 0.72) < 0.05)
        #expect(abs(ranges[.i] / ranges[.g] - 0.578) < 0.05)
        #expect(abs(ranges[.z] / ranges[.g] - 0.532) < 0.05)
    }

    @Test func `an ab star rises fast and falls slowly, a Cepheid of ten days does not`() {
        let star = RRLyrae(mode: .ab, period: 1, amplitude: 1, epochMjdTai: 60_000, meanMagnitudes: Self.magnitudes)
        #expect(riseShare(star, period: 1) < 0.3)
        let short = Cepheid(period: 5, amplitude: 1, epochMjdTai: 60_000, meanMagnitudes: Self.magnitudes)
        let bump = Cepheid(period: 10, amplitude: 1, epochMjdTai: 60_000, meanMagnitudes: Self.magnitudes)
        #expect(riseShare(short, period: 5) < 0.4)
        #expect(riseShare(bump, period: 10) > riseShare(short, period: 5))
    }

    @Test func `a Mira's maxima differ from cycle to cycle, and the curve has no step`() {
        let star = LongPeriodVariable(
            period: 300, amplitude: 5, irregularity: 0.15, epochMjdTai: 60_000, key: 7, meanMagnitudes: Self.magnitudes)
        let peaks = (0..<40).map { ABMagnitude.magnitude(nJy: star.flux(.g, mjdTai: 60_000 + 300 * Double($0))) }
        let mean = peaks.reduce(0, +) / 40
        let spread = (peaks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40).squareRoot()
        #expect(abs(mean - (19.0 - 2.5)) < 0.3)
        #expect(spread > 0.15 && spread < 0.6)
        for step in 0..<3000 {
            let (now, then) = (60_000 + Double(step), 60_001 + Double(step))
            let change = ABMagnitude.magnitude(nJy: star.flux(.g, mjdTai: now) / star.flux(.g, mjdTai: then)) - 31.4
            #expect(abs(change) < 0.1)
        }
    }

    /// The share of the cycle from the faintest phase to the brightest.
    private func riseShare(_ curve: any LightCurve, period: Double) -> Double {
        let fluxes = (0..<500).map { curve.flux(.g, mjdTai: 60_000 + period * Double($0) / 500) }
        let brightest = fluxes.indices.max { fluxes[$0] < fluxes[$1] } ?? 0
        let faintest = fluxes.indices.min { fluxes[$0] < fluxes[$1] } ?? 0
        return Double((brightest - faintest + 500) % 500) / 500
    }
}
