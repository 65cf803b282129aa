import Observing
import SkyMath
import Testing

@Suite struct VisitTests {
    @Test func `the midpoint lies half the exposure after the start`() {
        let visit = Visit(
            id: 1, position: SkyPosition(ra: 10, dec: -30), rotSkyPos: 0, startMjdTai: 61_000, exposureSeconds: 30,
            exposures: 1, band: .r, airmass: 1.1, seeingFwhmEff: 0.9, seeingFwhmGeom: 0.8, skyBrightness: 21,
            fiveSigmaDepth: 24.4, night: 1)
        #expect(abs((visit.midpointMjdTai - 61_000) * 86_400 - 15) < 1e-3)
    }
}
