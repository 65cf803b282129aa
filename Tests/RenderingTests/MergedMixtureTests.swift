import Testing

@testable import Rendering

@Suite struct MergedMixtureTests {
    @Test(arguments: [(1.0, 2.0), (4, 5), (2.2, 8)])
    func `Gaussians that are alike may be drawn as one`(index: Double, radius: Double) {
        let psf = PointSpread(fwhm: 4).mixture(step: 1.3)
        let profile = SersicProfile(index: index, halfLightRadius: radius, axisRatio: 0.4, angle: 30).mixture
        var (full, merged) = (Canvas(width: 30, height: 30), Canvas(width: 30, height: 30))
        full.add(psf.flatMap { core in profile.map { core.convolved(with: $0) } }, flux: 1, x: 15, y: 14)
        merged.add(MergedMixture.product(psf, profile), flux: 1, x: 15, y: 14)
        let peak = full.pixels.max() ?? 0
        let worst = zip(full.pixels, merged.pixels).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 0.01 * peak, "\(worst / peak)")
    }
}
