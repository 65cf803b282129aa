import SkyMath
import Testing

@testable import SkyModel

@Suite struct EventFluxTests {
    @Test func `one flux of an event is that of its whole curve`() {
        let sky = SyntheticSky(seed: 3)
        let cone = SkyCone(centre: SkyPosition(ra: 150, dec: -20), radius: 0.4)
        let events = sky.transients(in: cone, exploding: 61_000..<61_300)
        var bright = 0
        for event in events {
            let curve = event.lightCurve(seed: 3)
            for (number, days) in [-5.0, 1e-4, 0.3, 12, 60, 250, 1200].enumerated() {
                let (band, time) = (Passband.allCases[number % 6], event.explosionMjdTai + days)
                let flux = event.flux(band, mjdTai: time, seed: 3)
                #expect(flux == curve.flux(band, mjdTai: time))
                if flux > 100 { bright += 1 }
            }
        }
        #expect(events.count > 100 && bright > 20)
    }
}
