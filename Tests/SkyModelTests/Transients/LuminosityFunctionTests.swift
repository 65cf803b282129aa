import Foundation
import SkyMath
import Testing

@testable import SkyModel

@Suite struct LuminosityFunctionTests {
    private func statistics(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot())
    }

    /// Brightest AB magnitude in a band over the first `days`.
    private func peak(_ curve: any LightCurve, _ band: Passband, days: Int, from start: Double = 60_000) -> Double {
        let fluxes = (0..<(2 * days)).map { curve.flux(band, mjdTai: start + Double($0) / 2) }
        return ABMagnitude.magnitude(nJy: fluxes.max() ?? 0)
    }

    @Test(arguments: CoreCollapseSupernova.Kind.allCases)
    func `core-collapse supernovae have the published mean and spread`(_ kind: CoreCollapseSupernova.Kind) {
        var draws = Draws(seed: 17)
        let frame = TransientSamples.near().frame
        let drawn = (0..<300).map { _ in
            CoreCollapseSupernova.drawn(from: &draws, kind: kind, frame: frame).absoluteMagnitude
        }
        let (mean, deviation) = statistics(drawn)
        let published = CoreCollapseSupernova.luminosityFunction(kind)
        #expect(abs(mean - published.mean) < 5 * published.deviation / 300.0.squareRoot())
        #expect(abs(deviation / published.deviation - 1) < 0.2)
    }

    @Test(arguments: CoreCollapseSupernova.Kind.allCases)
    func `the peak seen in g is the absolute magnitude asked for, to half a magnitude of colour`(
        _ kind: CoreCollapseSupernova.Kind
    ) {
        let (frame, modulus) = TransientSamples.near()
        let event = CoreCollapseSupernova(
            frame: frame, kind: kind, absoluteMagnitude: -17.5, shape: .init(rise: 15, duration: 90, slope: 1))
        #expect(abs(peak(event, .g, days: 60) - modulus + 17.5) < 0.5)
    }

    @Test func `type Ia supernovae peak near -19.3 in r, standardised to 0.1 mag`() {
        var draws = Draws(seed: 18)
        let (frame, modulus) = TransientSamples.near(mjdTai: 60_020)
        let drawn = (0..<200).map { _ in SupernovaIa.drawn(from: &draws, frame: frame) }
        let corrected = drawn.map { $0.peakMagnitude - modulus + 0.144 * $0.x1 - 3.1 * $0.c }
        let (mean, deviation) = statistics(corrected)
        #expect(abs(mean - (-19.365 + 5 * log10(67.66 / 70))) < 0.04)
        #expect(abs(deviation - 0.1) < 0.025)
        let red = statistics(drawn.prefix(60).map { peak($0, .r, days: 50) - modulus })
        #expect(abs(red.mean + 19.2) < 0.2, "mean peak in r \(red.mean)")
    }

    @Test func `superluminous supernovae are about -21.5 in g`() {
        var draws = Draws(seed: 19)
        let (frame, modulus) = TransientSamples.near()
        let peaks = (0..<120).map { _ in
            peak(SuperluminousSupernova.drawn(from: &draws, frame: frame), .g, days: 120) - modulus
        }
        let (mean, deviation) = statistics(peaks)
        #expect(abs(mean + 21.5) < 0.5, "mean \(mean)")
        #expect(deviation > 0.4 && deviation < 1.2, "deviation \(deviation)")
    }

    @Test func `tidal disruptions follow the power law of luminosity in g`() {
        var draws = Draws(seed: 20)
        let frame = TransientSamples.near().frame
        let logs = (0..<4000).map { _ in
            let event = TidalDisruption.drawn(from: &draws, frame: frame)
            return log10(event.peakLuminosity * TidalDisruption.blueShare(temperature: event.temperature))
        }
        #expect(logs.allSatisfy { $0 > 42.499 && $0 < 44.501 })
        let above = Double(logs.count { $0 > 43 }) / 4000
        let expected = (pow(10, -0.75) - 1e-3) / (1 - 1e-3)
        #expect(abs(above - expected) < 5 * (expected / 4000).squareRoot())
    }
}
