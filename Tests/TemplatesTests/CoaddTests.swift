import Detection
import Imaging
import Templates
import Testing

@Suite struct CoaddTests {
    @Test func `fluxes of stars in a template are those of the sky`() throws {
        let sky = TestSky.grid()
        let template = try sky.coadd().template(rejecting: nil)
        let photometry = ForcedPhotometry(image: template.image, psf: template.psf, side: 25)
        let ratios = sky.stars.suffix(12).map { photometry.flux(atX: $0.x, y: $0.y).flux / $0.flux }
        print("flux ratios", ratios)
        #expect(ratios.allSatisfy { abs($0 - 1) < 0.01 })
        #expect(abs(ratios.reduce(0, +) / Double(ratios.count) - 1) < 0.004)
    }
}
