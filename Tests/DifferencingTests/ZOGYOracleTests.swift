import Imaging
import Testing

@testable import Differencing

/// Against the paper's formulae for constant PSFs in numpy, in double precision and on the whole image at once.
@Suite(.enabled(if: ZOGYPython.hasNumpy, ZOGYPython.reason)) struct ZOGYOracleTests {
    /// D, PD, S by its sky's noise and Scorr, of images that a transform of 256 pixels holds with zeros around.
    private static let program = """
        fr, fn, sn, sr, sigma_x, sigma_y, gn, gr = 1.0, *numbers
        def whole(a):
            out = np.zeros((256, 256))
            out[:a.shape[0], :a.shape[1]] = a
            return out
        def centred(a):
            return np.roll(whole(a), (-(a.shape[0] // 2), -(a.shape[1] // 2)), (0, 1))
        f, b = np.fft.fft2, lambda a: np.fft.ifft2(a).real
        n, r, shown = [whole(a) for a in planes[:3]]
        pn, pr = [f(centred(a)) for a in planes[3:5]]
        floor = 0.16 * min((a**2).sum() for a in planes[3:5])
        on_science = b(f(r) * fn * pn * np.conj(pr) / (abs(pr)**2 + floor))
        on_template = b(f(n) * pr * np.conj(pn) / (fn * (abs(pn)**2 + floor)))
        vn = gn * shown * np.maximum(0, np.minimum(n, on_science))
        vr = gr * shown * np.maximum(0, np.minimum(r, on_template))
        den = sn**2 * fr**2 * abs(pr)**2 + sr**2 * fn**2 * abs(pn)**2
        d = (fr * pr * f(n) - fn * pn * f(r)) / np.sqrt(den)
        fd = fr * fn / np.sqrt(sn**2 * fr**2 + sr**2 * fn**2)
        pd = fr * fn * pr * pn / (fd * np.sqrt(den))
        s = b(fd * d * np.conj(pd))
        kr = fr * fn**2 * np.conj(pr) * abs(pn)**2 / den
        kn = fn * fr**2 * np.conj(pn) * abs(pr)**2 / den
        spread = lambda v, k: b(f(v) * f(b(k)**2))
        sky = sn**2 * (b(kn)**2).sum() + sr**2 * (b(kr)**2).sum()
        v = sky + np.maximum(spread(vn, kn) + spread(vr, kr), 0)
        for part in (b(kn * f(n)), b(kr * f(r))):
            gx = (np.roll(part, -1, 1) - np.roll(part, 1, 1)) / 2
            gy = (np.roll(part, -1, 0) - np.roll(part, 1, 0)) / 2
            v += (sigma_x**2 * gx**2 + sigma_y**2 * gy**2) / 2
        cut = lambda a: a[:192, :192]
        psf = np.roll(b(pd), (96, 96), (0, 1))
        results = [cut(b(d)), cut(s / np.sqrt(sky)), cut(s / np.sqrt(v)), cut(psf)]
        """

    @Test(arguments: [(4.2, 3.2), (3.0, 4.4)])
    func `difference, score and corrected score agree`(fwhm: (Double, Double)) throws {
        var field = try ZOGYField(fwhm: fwhm.0, fwhm.1)
        (field.side, field.ratio, field.gains) = (192, 1.37, (1.1, 0.4))
        field.stars = ZOGYField.grid(4, side: 192, seed: 21) { 5e3 + 1e5 * $0.uniform() }
        field.new = [(x: 30.4, y: 50.2, flux: 3000)]
        var options = ZOGYField.options
        (options.tiles.size, options.tiles.core, options.faintestLight) = (256, 192, 0)
        let (science, template) = try field.inputs()
        let light = SourceLight(science, template, options, threads: 1)
        let made = try ProperDifference(
            science: science, template: template, match: StarMatch(ratio: 1.37, sigmaX: 0.05, sigmaY: 0.02),
            options: options)
        // The tile begins at the margin of 32 pixels: zeros before the image are those behind it, as the edges meet.
        let psfs = [field.psfs.science, field.psfs.template].map { $0.image(atX: 96, y: 96, side: 41) }
        let theirs = try ZOGYPython.planes(
            Self.program, [science.image.image, template.image.image, light.shown] + psfs,
            [1.37, 10, 6, 0.05, 0.02, 1.1, 0.4], side: 192)
        try #require(theirs.count == 4)
        let corrected = made.significance.map { $0 * Float(made.scoreCalibration) }
        for (own, other) in [(made.image.image, theirs[0]), (made.score, theirs[1]), (corrected, theirs[2])] {
            var furthest: Float = 0
            for y in 8..<184 {
                for x in 8..<184 {
                    furthest = max(furthest, abs(own[x, y] - other[x, y]) / max(1, 0.05 * abs(other[x, y])))
                }
            }
            #expect(furthest < 0.02)
        }
        let profile = made.psf.image(atX: 96, y: 96, side: 41)
        for (x, y) in [(0, 0), (1, 0), (0, -2), (3, 3), (-5, 1)] {
            #expect(abs(profile[20 + x, 20 + y] - theirs[3][96 + x, 96 + y]) < 2e-3 * theirs[3][96, 96])
        }
    }
}
