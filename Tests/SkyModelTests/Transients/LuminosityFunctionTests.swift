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
    func `the peak seen in r is the absolute magnitude asked for`(
        _ kind: CoreCollapseSupernova.Kind
    ) {
        let (frame, modulus) = TransientSamples.near()
        let event = CoreCollapseSupernova(
            frame: frame, kind: kind, absoluteMagnitude: -17.5, shape: .init(rise: 15, duration: 90, slope: 1))
        #expect(abs(peak(event, .r, days: 60) - modulus + 17.5) < 0.15)
    }

    /// The Bright Transient Survey, complete to 18.5 mag, has 72 % Ia, 16 to 19 % II, 5 to 8 % Ibc and 3 to 5 % IIn
    /// (Perley and others 2020, doi:10.3847/1538-4357/abbd98). Here: a volume for each that falls with the luminosity.
    @Test func `of the supernovae brighter than a limit most are Ia, a fifth II, and a tenth Ibc and IIn together`() {
        var draws = Draws(seed: 23)
        let (frame, modulus) = TransientSamples.near()
        func number(_ kind: TransientClass, dust: Double, _ curve: (inout Draws) -> any LightCurve) -> Double {
            let volumes = (0..<400).map { _ in
                let magnitude = peak(curve(&draws), .r, days: 80) - modulus + dust * min(6, draws.exponential())
                return pow(10, -0.6 * magnitude)
            }
            return kind.rate(redshift: 0.02) * volumes.reduce(0, +)
        }
        func collapse(_ kind: TransientClass, _ type: CoreCollapseSupernova.Kind) -> Double {
            number(kind, dust: 0.3) { CoreCollapseSupernova.drawn(from: &$0, kind: type, frame: frame) }
        }
        let numbers = [
            number(.supernovaIa, dust: 0) { SupernovaIa.drawn(from: &$0, frame: frame) },
            collapse(.supernovaII, .typeII), collapse(.supernovaIbc, .typeIbc), collapse(.supernovaIIn, .typeIIn),
        ]
        let shares = numbers.map { $0 / numbers.reduce(0, +) }
        #expect((0.65...0.9).contains(shares[0]) && (0.05...0.25).contains(shares[1]), "\(shares)")
        #expect((0.02...0.12).contains(shares[2]) && (0.01...0.09).contains(shares[3]), "\(shares)")
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
