import Detection
import Imaging
import SkyMath
import Templates
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct CoaddTests {
    /// Exposures of one value each, on the template's own pixels.
    private func flat(_ values: [Float], _ variances: [Float], side: Int = 64) throws -> [TemplateExposure] {
        try values.indices.map { n in
            TemplateExposure(
                id: "\(n)", band: "r", zeroPoint: 31.4,
                image: MaskedImage(
                    image: Image(width: side, height: side, repeating: values[n]), variance: variances[n]),
                psf: try AnalyticPSF(.gaussian, fwhm: 3))
        }
    }

    private func plain(_ side: Int = 64) throws -> TemplateFrame {
        var options = WarpOptions()
        options.skyCell = nil
        return try TemplateFrame(width: side, height: side, band: "r", options: options)
    }

    private func coadd(_ exposures: [TemplateExposure]) throws -> Coadd {
        var coadd = Coadd(try plain(exposures[0].image.image.width))
        for exposure in exposures { try coadd.add(PatchWarp(of: exposure, onto: coadd.frame) { ($0, $1) }) }
        return coadd
    }

    @Test func `a pixel is the mean of its exposures by their inverse variances`() throws {
        let template = try coadd(flat([10, 20, 40], [4, 8, 16])).template()
        let weights = [1.0 / 4, 1.0 / 8, 1.0 / 16]
        let mean = (10 * weights[0] + 20 * weights[1] + 40 * weights[2]) / weights.reduce(0, +)
        #expect(abs(Double(template.image.image[30, 31]) - mean) < 1e-5)
        #expect(abs(Double(template.image.variance[30, 31]) - 1 / weights.reduce(0, +)) < 1e-5)
        #expect(abs(Double(template.weight[30, 31]) - weights.reduce(0, +)) < 1e-6)
        #expect(template.coverage[30, 31] == 3 && template.rejected[30, 31] == 0)
        #expect(abs(template.noiseCorrelation - 1) < 1e-5)
    }

    @Test func `an exposure's weight is the same in all of its pixels`() throws {
        var exposures = try flat([10, 30], [4, 4])
        for x in 20..<30 { exposures[1].image.variance[x, 30] = 400 }
        let template = try coadd(exposures).template()
        #expect(abs(template.image.image[25, 30] - 20) < 1e-5)
        #expect(abs(template.image.variance[25, 30] - 101) < 1e-3)
    }

    @Test func `masked pixels count for nothing, and those of no exposure are marked`() throws {
        var exposures = try flat([10, 30], [4, 4])
        exposures[1].image.mask[20, 20] = .cosmicRay
        exposures[1].image.image[20, 20] = 1e6
        for n in 0..<2 { exposures[n].image.mask[40, 40] = .bad }
        exposures[0].image.mask[50, 10] = .suspect
        let template = try coadd(exposures).template()
        #expect(abs(template.image.image[20, 20] - 10) < 1e-5 && template.coverage[20, 20] == 1)
        #expect(template.coverage[40, 40] == 0 && template.image.mask[40, 40] == .noData)
        #expect(template.image.image[40, 40] == 0 && template.image.variance[40, 40] == 0)
        #expect(template.image.mask[50, 10] == .suspect && template.coverage[50, 10] == 2)
        #expect(template.depth()[40, 40].isNaN)
    }

    @Test func `a pixel is saturated when a tenth of the weight is`() throws {
        var exposures = try flat([10, 10], [1, 30])
        exposures[0].image.mask[20, 20] = .saturated
        exposures[1].image.mask[40, 20] = .saturated
        let template = try coadd(exposures).template()
        #expect(template.image.mask[20, 20] == .saturated && template.coverage[20, 20] == 1)
        #expect(template.image.mask[40, 20] == [] && template.coverage[40, 20] == 1)
    }

    @Test func `fluxes are scaled by zero points and by the pixels' sizes`() throws {
        var exposure = try flat([8], [1])[0]
        exposure.zeroPoint = 31.4 - 2.5
        let warp = try PatchWarp(of: exposure, onto: plain()) { (0.5 * $0 + 10, 0.5 * $1 + 8) }
        #expect(abs(warp.image.image[30, 30] - 8 * 10 * 0.25) < 1e-3)
        #expect(abs(warp.input.weight - 1 / (100 * 0.25)) < 1e-6)
    }

    @Test func `fluxes of stars in a template are those of the sky`() throws {
        var sky = TestSky.grid(flux: 20_000)
        (sky.gain, sky.level, sky.margin, sky.noise) = (0, 0, 30, sky.noise.map { $0 / 1000 })
        // All of the patch is in all exposures, whose sky is dark: without noise it could not be told from wings of stars.
        let template = try sky.coadd(frame: sky.frame(skyCell: nil)).template(rejecting: nil)
        let photometry = ForcedPhotometry(image: template.image, psf: template.psf, side: 25)
        let ratios = sky.stars.map { photometry.flux(atX: $0.x, y: $0.y).flux / $0.flux }
        #expect(ratios.allSatisfy { abs($0 - 1) < 0.002 })
        #expect(abs(ratios.reduce(0, +) / Double(ratios.count) - 1) < 0.001)
    }

    @Test(arguments: 1...3) func `fluxes of stars scatter as their errors say`(seed: UInt64) throws {
        var sky = TestSky.grid()
        sky.seed = seed
        let template = try sky.coadd().template()
        let photometry = ForcedPhotometry(image: template.image, psf: template.psf, side: 25)
        for star in sky.stars {
            let fit = photometry.flux(atX: star.x, y: star.y)
            // The fit's own error, and a part in a thousand for what resampling does to bright stars.
            let error = (fit.error * fit.error * template.noiseCorrelation + 1e-6 * star.flux * star.flux).squareRoot()
            #expect(abs(fit.flux - star.flux) < 4 * error)
        }
    }

    @Test func `the PSF of a template is that of its stars`() throws {
        var sky = TestSky(side: 96)
        sky.stars = [TestSky.Star(x: 47.3, y: 50.6, flux: 1e7)]
        sky.gain = 0
        let template = try sky.coadd().template(rejecting: nil)
        let (model, box) = template.psf.placed(atX: 47.3, y: 50.6, side: 25)
        let star = template.image.image.cropped(to: box)
        let peak = model.pixels.max() ?? 1
        let worst = zip(star.pixels, model.pixels).map { abs($0 / 1e7 - $1) / peak }.max() ?? 1
        #expect(worst < 0.005)
    }

    @Test func `a matched template has the target's PSF, all fluxes and the noise that it tells`() throws {
        var sky = TestSky.grid(side: 128, flux: 30_000)
        sky.gain = 0
        var options = try sky.frame().options
        options.matchesLight = true
        let frame = try TemplateFrame(width: 128, height: 128, band: "r", options: options)
        let template = try sky.coadd(frame: frame).template()
        let target = try AnalyticPSF(.gaussian, fwhm: 5.2).image(atX: 0, y: 0, side: frame.options.psfSide)
        let psf = template.psf.values(atX: 64, y: 64)
        let worst = zip(psf.pixels, target.pixels).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 0.01 * (target.pixels.max() ?? 0))
        let photometry = ForcedPhotometry(image: template.image, psf: template.psf, side: 25)
        for star in sky.stars {
            #expect(abs(photometry.flux(atX: star.x, y: star.y).flux / star.flux - 1) < 0.01)
        }
        let blank = template.image.image.cropped(to: PixelBox(x: 0, y: 42, width: 128, height: 8)).pixels
        let told = template.image.variance[64, 46].squareRoot()
        #expect(abs(rms(blank.map(Double.init)) / Double(told) - 1) < 0.25)
        #expect(template.noiseCorrelation > 5 && template.artefacts.isEmpty)
    }

    @Test func `sums over blank sky scatter as variance and noise correlation say`() throws {
        var sky = TestSky(side: 200)
        sky.gain = 0
        let template = try sky.coadd(frame: sky.frame(target: nil)).template()
        var sums: [Double] = []
        for y in stride(from: 12, to: 180, by: 8) {
            for x in stride(from: 12, to: 180, by: 8) {
                let box = PixelBox(x: x, y: y, width: 8, height: 8)
                let light = template.image.image.cropped(to: box).pixels.reduce(0.0) { $0 + Double($1) }
                let variance = template.image.variance.cropped(to: box).pixels.reduce(0.0) { $0 + Double($1) }
                sums.append(light / (variance * template.noiseCorrelation).squareRoot())
            }
        }
        let scatter = rms(sums)
        // 441 boxes: 3.4 % of a standard deviation; less than 1 as part of a box's noise is its neighbours'.
        #expect(abs(scatter - 0.97) < 0.11)
        #expect(abs(rms(template.pulls()) - 1) < 0.04)
        #expect(template.noiseCorrelation > 1.1)
    }

    @Test func `the depth is where a PSF fit of the flux has five standard deviations`() throws {
        let template = try coadd(flat([0, 0], [50, 50])).template()
        let side = 31
        let pixels = try AnalyticPSF(.gaussian, fwhm: 3).effectivePixels(atX: 0, y: 0, side: side)
        let error = (25 * pixels).squareRoot()
        let wanted = 31.4 - 2.5 * log10(5 * error)
        #expect(abs(Double(template.depth()[32, 32]) - wanted) < 0.01)
        #expect(abs(template.depth(significance: 10)[32, 32] - template.depth()[32, 32] + 0.7526) < 1e-3)
    }

    @Test func `skies that differ by a slope are brought together`() throws {
        let sky = TestSky.grid(side: 128)
        var warps = try sky.warps(0..<2)
        let frame = warps[0].frame
        var tilted = try sky.exposure(1)
        for y in 0..<tilted.image.image.height {
            for x in 0..<tilted.image.image.width {
                tilted.image.image[x, y] += Float(0.5 * Double(x) - 0.2 * Double(y))
            }
        }
        var options = frame.options
        options.skyCell = nil
        let raw = try TemplateFrame(width: 128, height: 128, band: "r", options: options)
        let matched = try PatchWarp(of: tilted, onto: raw, map: sky.map(1)).skyMatched(to: warps[0].image, cell: 40)
        var difference = matched.image
        for n in 0..<128 * 128 { difference.image[n % 128, n / 128] -= warps[1].image.image[n % 128, n / 128] }
        let left = difference.clippedStatistics()
        #expect(abs(left.mean) < 1 && left.scatter < 3)
        #expect(PatchWarp.best(of: warps)?.input.id == "exposure-0")
        warps.removeAll()
        #expect(PatchWarp.best(of: warps) == nil)
    }
}
