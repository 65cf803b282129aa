import FITS
import Foundation
import Testing

/// Distorted systems, against astropy.
@Suite(.enabled(if: Python.isPresent, Python.reason)) struct WorldCoordinatesOracleTests {
    @Test func `TAN, TPV, SIP and other projections lie where astropy puts them, to 1e-9 degrees`() throws {
        let folder = try TemporaryFolder()
        var projections: Set<String> = []
        for name in try Python.lines(Self.program, [folder.url.path]) {
            let image = try ExposureFile(path: folder.path(name + ".fits")).floats()
            let world = try WorldCoordinates(image.header)
            let table = try TileOracleTests.doubles(folder.path(name + ".raw"))
            let rows = stride(from: 0, to: table.count, by: 4).map { Array(table[$0..<$0 + 4]) }
            let (ra, dec) = world.sky(x: rows.map { $0[0] }, y: rows.map { $0[1] })
            let (x, y) = world.pixel(ra: rows.map { $0[2] }, dec: rows.map { $0[3] })
            for (index, row) in rows.enumerated() {
                #expect(abs(ra[index] - row[2]) < 1e-9 && abs(dec[index] - row[3]) < 1e-9, "\(name) \(row)")
                #expect(abs(x[index] - row[0]) < 1e-5 && abs(y[index] - row[1]) < 1e-5, "\(name) \(row)")
            }
            let scale = try TileOracleTests.doubles(folder.path(name + ".scale"))[0]
            let tangent = try #require(world.tangent(x: rows[0][0], y: rows[0][1]))
            #expect(abs(tangent.pixelScale / scale - 1) < 1e-6, "\(name)")
            projections.insert(world.projection)
        }
        #expect(projections == ["TAN", "TPV", "TAN-SIP", "SIN", "ZPN", "CAR"])
    }

    @Test(.enabled(if: FITSOracleTests.isPossible, "the folder TOCSIN_TEST_DATA is absent"))
    func `Images of real cameras lie where astropy puts them, to 1e-9 degrees`() throws {
        var compared = 0
        for line in try Python.lines(Self.realProgram, [FITSOracleTests.root.path]) {
            let words = line.split(separator: "\t").map(String.init)
            let file = try ExposureFile(path: FITSOracleTests.root.appending(path: words[0]).path)
            let world = try WorldCoordinates(file.hdu(.number(try #require(Int(words[1])))).imageHeader)
            let numbers = try words.dropFirst(2).map { try #require(Double($0)) }
            for start in stride(from: 0, to: numbers.count, by: 4) {
                let sky = try #require(world.sky(x: numbers[start], y: numbers[start + 1]))
                #expect(abs(sky.ra - numbers[start + 2]) < 1e-9 && abs(sky.dec - numbers[start + 3]) < 1e-9, "\(line)")
                let pixel = try #require(world.pixel(ra: sky.ra, dec: sky.dec))
                #expect(abs(pixel.x - numbers[start]) < 1e-4 && abs(pixel.y - numbers[start + 1]) < 1e-4, "\(line)")
            }
            compared += 1
        }
        #expect(compared > 3)
    }

    private static let realProgram = """
        import glob, os, sys
        from astropy.io import fits
        from astropy.wcs import WCS
        root = sys.argv[1]
        for path in sorted(glob.glob(root + '/fits-difference-imaging/**/*.fits', recursive=True)):
            with fits.open(path) as h:
                for n, x in enumerate(h):
                    if not x.is_image or x.data is None or 'CTYPE1' not in x.header: continue
                    w = WCS(x.header)
                    if not w.has_celestial: continue
                    ny, nx = x.data.shape
                    out = []
                    for px, py in [(0, 0), (nx - 1, 0), (nx / 2, ny / 3), (nx + 5, ny + 5)]:
                        out += [px, py, *[float(v) for v in w.all_pix2world(px, py, 0)]]
                    print(os.path.relpath(path, root), n, *map(repr, out), sep='\\t')
        """

    private static let program = """
        import sys
        import numpy as np
        from astropy.io import fits
        from astropy.wcs import WCS
        from astropy.wcs.utils import proj_plane_pixel_area
        folder = sys.argv[1]; rng = np.random.default_rng(3)
        base = dict(CRPIX1=1000.5, CRPIX2=900.25, CRVAL1=359.99, CRVAL2=-41.3, CD1_1=-7.2e-5, CD1_2=3e-6, CD2_1=2.9e-6,
            CD2_2=7.3e-5, RADESYS='ICRS')
        def pair(code, tail=''): return dict(CTYPE1='RA---' + code + tail, CTYPE2='DEC--' + code + tail)
        tpv = {f'PV{i}_{j}': v for i in (1, 2) for j, v in {0: 1e-4, 1: 1.01, 2: 1e-3, 4: 2e-3, 5: -1e-3, 6: 3e-3,
            7: 1e-3, 8: 2e-3, 10: -1e-2}.items()}
        sip = dict(A_ORDER=3, B_ORDER=3, A_2_0=2e-6, A_1_1=-1e-6, A_0_3=3e-10, B_0_2=-2e-6, B_2_1=4e-10, B_3_0=1e-10)
        cases = {
            'tan': base | pair('TAN'), 'tpv': base | pair('TPV') | tpv, 'sip': base | pair('TAN', '-SIP') | sip,
            'sin': base | pair('SIN') | dict(PV2_1=0.01, PV2_2=-0.02),
            'zpn': base | pair('ZPN') | dict(PV2_1=1., PV2_3=40.),
            'car': base | pair('CAR') | dict(CRVAL2=0.), 'pole': base | pair('TAN') | dict(CRVAL2=89.99),
            'swapped': base | dict(CTYPE1='DEC--TAN', CTYPE2='RA---TAN', CRVAL1=-41.3, CRVAL2=10., CD1_1=3e-6,
                CD1_2=7e-5, CD2_1=-7e-5, CD2_2=2e-6),
            'pc': {k: v for k, v in base.items() if k[:2] != 'CD'} | pair('TAN') | dict(CDELT1=-7e-5,
                CDELT2=7e-5, PC1_1=.8, PC1_2=.6, PC2_1=-.6, PC2_2=.8, LONPOLE=170.)}
        for name, cards in cases.items():
            h = fits.Header()
            for k, v in cards.items(): h[k] = v
            w = WCS(h); pixels = rng.uniform(-100, 2000, (200, 2)); sky = w.all_pix2world(pixels, 0)
            if name == 'swapped': sky = sky[:, ::-1]
            np.hstack([pixels, sky]).tofile(f'{folder}/{name}.raw')
            x, y = pixels[0]; e = 0.5; p = np.array([[x - e, y], [x + e, y], [x, y - e], [x, y + e]])
            s = w.all_pix2world(p, 0); s = s[:, ::-1] if name == 'swapped' else s
            c = np.cos(np.radians((sky[0, 1]))); a, b = s[1] - s[0], s[3] - s[2]
            a[0] = (a[0] + 180) % 360 - 180; b[0] = (b[0] + 180) % 360 - 180
            if name == 'pole':
                scale = np.sqrt(7.2e-5 * 7.3e-5 + 3e-6 * 2.9e-6)
                cd = np.array([[-7.2e-5, 3e-6], [2.9e-6, 7.3e-5]])
                r = np.radians(np.hypot(*(cd @ (pixels[0] + 1 - [1000.5, 900.25]))))
                scale *= np.cos(np.arctan(r))**1.5
            else: scale = np.sqrt(abs(a[0] * b[1] - a[1] * b[0]) * c)
            np.array([scale]).tofile(f'{folder}/{name}.scale')
            fits.PrimaryHDU(np.zeros((3, 4), 'f4'), header=h).writeto(f'{folder}/{name}.fits'); print(name)
        """
}
