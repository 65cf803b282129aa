import Foundation
import SkyMath
import Testing

@testable import SkyModel

@Suite struct TransientShapeTests {
    private func magnitude(_ curve: any LightCurve, _ band: Passband, _ days: Double) -> Double {
        ABMagnitude.magnitude(nJy: curve.flux(band, mjdTai: 60_000 + days))
    }

    @Test func `a type II supernova stays on its plateau in r, drops, and follows cobalt`() {
        let event = CoreCollapseSupernova(
            frame: TransientSamples.near().frame, kind: .typeII, absoluteMagnitude: -17,
            shape: .init(rise: 8, duration: 90, slope: 0.5))
        #expect(abs(magnitude(event, .r, 70) - magnitude(event, .r, 30)) < 0.5)
        #expect(magnitude(event, .r, 120) - magnitude(event, .r, 70) > 1.7)
        #expect(abs((magnitude(event, .r, 300) - magnitude(event, .r, 200)) - 1.5) < 0.55)
        #expect(magnitude(event, .u, 60) - magnitude(event, .u, 8) > 3)
        #expect(magnitude(event, .g, 60) - magnitude(event, .r, 60) > magnitude(event, .g, 5) - magnitude(event, .r, 5))
    }

    @Test func `nickel alone comes out at Arnett's rule: at the peak light equals power`() {
        let times = (1...2000).map { Double($0) * 0.05 }
        let power = { (days: Double) in 6.45 * exp(-days / 8.77) + 1.45 * exp(-days / 111.3) }
        let light = Diffusion.luminosities(times: times, diffusionTime: 15, power: power)
        let peak = light.indices.max { light[$0] < light[$1] } ?? 0
        #expect(abs(light[peak] / power(times[peak]) - 1) < 0.01)
        #expect(abs(times[peak] / 15 - 1.05) < 0.15)
    }

    @Test func `constant power comes out whole in the end`() {
        let times = (1...400).map { Double($0) * 0.5 }
        let light = Diffusion.luminosities(times: times, diffusionTime: 10) { _ in 3 }
        for (time, value) in zip(times, light) { #expect(abs(value - 3 * -expm1(-time * time / 100)) < 1e-9) }
    }

    @Test func `a type Ia supernova has a second maximum in redder bands, and rises in eighteen days`() {
        let frame = EventFrame(mjdTai: 60_020, redshift: 0.01)
        let event = SupernovaIa(frame: frame, x1: 0, c: 0, peakMagnitude: 15)
        let y = (0..<60).map { magnitude(event, .y, 20 + Double($0)) }
        let dip = y[5..<25].max() ?? 0
        #expect(dip - (y[20..<40].min() ?? 0) > 0.3)
        let g = (0..<80).map { magnitude(event, .g, Double($0)) }
        let peak = g.indices.min { g[$0] < g[$1] } ?? 0
        #expect(abs(Double(peak) - 20) < 3)
        #expect(g[peak + 15] - g[peak] > 0.6 && g[peak + 15] - g[peak] < 1.2)
    }

    @Test func `slower supernovae have larger x1, redder ones larger c`() {
        let frame = EventFrame(mjdTai: 60_020, redshift: 0.05)
        let decline = { (x1: Double) -> Double in
            let event = SupernovaIa(frame: frame, x1: x1, c: 0, peakMagnitude: 18)
            return self.magnitude(event, .g, 36) - self.magnitude(event, .g, 20)
        }
        #expect(decline(-2) - decline(1) > 0.2)
        let colour = { (c: Double) -> Double in
            let event = SupernovaIa(frame: frame, x1: 0, c: c, peakMagnitude: 18)
            return self.magnitude(event, .g, 20) - self.magnitude(event, .r, 20)
        }
        #expect(abs(colour(0.2) - colour(0) - 0.2) < 0.12)
    }

    @Test func `a tidal disruption stays blue and fades as time to the -5/3`() {
        let event = TidalDisruption(
            frame: TransientSamples.near().frame, peakLuminosity: 1e44, temperature: 20_000, rise: 10, fallback: 30)
        let start = event.peakMjdTai - 60_000
        let colours = stride(from: -20.0, through: 200, by: 20).map {
            magnitude(event, .g, start + $0) - magnitude(event, .r, start + $0)
        }
        #expect(colours.allSatisfy { $0 < -0.2 && abs($0 - colours[0]) < 0.01 })
        let fade = magnitude(event, .g, start + 270.27) - magnitude(event, .g, start)
        #expect(abs(fade - 2.5 * 5 / 3 * log10(1 + 270 / 30.0)) < 0.02)
    }

    /// At 0.6 days AT2017gfo was a black body of 8,300 K and 4.5 * 10^14 cm (Cowperthwaite and others 2017,
    /// doi:10.3847/2041-8213/aa8fc7).
    @Test func `AT2017gfo's components shine as it did after 0.6 days, then redden and fade in days`() {
        let frame = EventFrame(mjdTai: 60_000, redshift: 0.00905)
        let event = Kilonova(frame: frame, components: [.blueAT2017gfo, .redAT2017gfo])
        let observed = Photosphere(temperature: 8300, radius: 4.5e14)
        let fluxes = frame.fluxes { densities in
            Photosphere.Nodes(wavelengths: frame.restWavelengths, edge: 0).add(observed, to: &densities)
        }
        for band in [Passband.g, .r, .i, .z, .y] {
            let ours = magnitude(event, band, 0.6)
            #expect(abs(ours - ABMagnitude.magnitude(nJy: fluxes[band])) < 0.5, "\(band): \(ours)")
        }
        #expect(magnitude(event, .g, 4) - magnitude(event, .g, 1) > 2)
        #expect(magnitude(event, .z, 4) - magnitude(event, .z, 1) < 2)
        #expect(magnitude(event, .g, 4) - magnitude(event, .z, 4) > 1.5)
    }
}
