import Foundation
import SkyMath
import Testing

@testable import SkyModel

/// The tables' fluxes against integrals of the redshifted spectrum over the whole passband at each time.
@Suite struct KCorrectionTests {
    @Test(arguments: [0.03, 0.2, 0.5, 1.0]) func `a type Ia supernova's fluxes are those of direct integration`(
        redshift: Double
    ) {
        let frame = EventFrame(mjdTai: 60_000, redshift: redshift, galacticReddening: 0.1)
        let event = SupernovaIa(frame: frame, x1: -0.7, c: 0.05, peakMagnitude: 20)
        var worst = 0.0
        for band in Passband.allCases where ThroughputCurve.lsstEffectiveWavelengths[band] / (1 + redshift) > 330 {
            for phase in stride(from: -14.0, through: 60, by: 1.7) {
                let time = 60_000 + phase * (1 + redshift)
                let direct = direct(event, band: band, phase: phase)
                worst = max(worst, abs(ABMagnitude.magnitude(nJy: event.flux(band, mjdTai: time)) - direct))
            }
        }
        #expect(worst < 0.02, "\(worst) mag")
    }

    private func direct(_ event: SupernovaIa, band: Passband, phase: Double) -> Double {
        let stretch = 1 + event.frame.redshift
        let row = SupernovaIaSurface.row(phase: phase, x1: event.x1)
        let flux = ThroughputCurve.lsst[band].meanFluxDensity { nm in
            let (index, share) = SupernovaIaSurface.place(nm / stretch, in: SupernovaIaSurface.wavelengths)
            let colours = SupernovaIaSurface.colour
            let colour = event.c * SupernovaIaSurface.between(colours[index], colours[index + 1], share)
            let dust = ExtinctionLaw.fitzpatrick1999.magnitudes(nm: nm, av: 0.31)
            let magnitude = event.peakMagnitude + SupernovaIaSurface.between(row[index], row[index + 1], share)
            return stretch * ABMagnitude.nJy(magnitude + colour + dust)
        }
        return ABMagnitude.magnitude(nJy: flux)
    }

    @Test(arguments: [0.05, 0.5, 1.5]) func `a tidal disruption's fluxes are those of its black body`(redshift: Double)
    {
        let frame = EventFrame(mjdTai: 60_000, redshift: redshift, hostExtinction: 0.4)
        let event = TidalDisruption(
            frame: frame, peakLuminosity: 1e44, temperature: 18_000, rise: 10, fallback: 40)
        let size = Photosphere.radius(luminosity: 1e44, temperature: 18_000)
        let ratio = size / (frame.luminosityDistance * 3.085_677_58e24)
        for band in Passband.allCases {
            for days in [0.0, 15, 60, 200] {
                let direct = ThroughputCurve.lsst[band].meanFluxDensity { nm in
                    let rest = nm / (1 + redshift)
                    let dust = ABMagnitude.factor(ExtinctionLaw.fitzpatrick1999.magnitudes(nm: rest, av: 0.4))
                    return Blackbody(temperature: 18_000).fluxDensity(nm: rest) * dust
                }
                let expected =
                    direct * (1 + redshift) * ratio * ratio * 1e32 * pow(1 + days / 40, -5.0 / 3)
                let flux = event.flux(band, mjdTai: event.peakMjdTai + days * (1 + redshift))
                #expect(abs(flux / expected - 1) < 0.001, "\(band) after \(days) d: \(flux / expected)")
            }
        }
    }

    @Test func `time is stretched and light is dimmed by distance and redshift`() {
        let (near, far) = (EventFrame(mjdTai: 60_000, redshift: 0.001), EventFrame(mjdTai: 60_000, redshift: 1))
        #expect(abs(near.dilution / pow(1e-5 / near.luminosityDistance, 2) - 1.001) < 1e-12)
        #expect(abs(far.dilution / pow(1e-5 / far.luminosityDistance, 2) - 2) < 1e-12)
        let event = TidalDisruption(frame: far, peakLuminosity: 1e44, temperature: 20_000, rise: 10, fallback: 40)
        #expect(event.peakMjdTai == 60_080)
    }

    @Test func `a kilonova's table is that of its two photospheres at any time`() {
        let frame = EventFrame(mjdTai: 60_000, redshift: 0.05)
        let component = Kilonova.Component.redAT2017gfo
        let event = Kilonova(frame: frame, components: [component])
        let times = (1...4000).map { Double($0) * 0.005 }
        let luminosities = component.luminosities(times: times)
        let nodes = Photosphere.Nodes(wavelengths: frame.restWavelengths, edge: 0)
        for step in stride(from: 60, to: 2000, by: 37) {
            let radius = component.speed * 2.997_924_58e10 * times[step] * 86_400
            let photosphere = Photosphere.expanding(
                luminosity: luminosities[step], radius: radius, floor: component.floorTemperature)
            let direct = frame.fluxes { nodes.add(photosphere, to: &$0) }
            for band in [Passband.g, .i, .y] {
                let ratio = event.flux(band, mjdTai: 60_000 + times[step] * 1.05) / direct[band]
                #expect(abs(ratio - 1) < 0.05, "\(band) after \(times[step]) d: \(ratio)")
            }
        }
    }
}
