import Bytes
import FITS
import Foundation
import Testing

/// Compressed images that astropy makes, against the pixels that astropy reads from them.
@Suite(.enabled(if: Python.isPresent, Python.reason)) struct TileOracleTests {
    @Test func `Every pixel of astropy's compressed images is the one that astropy reads`() throws {
        let folder = try TemporaryFolder()
        var compared = 0
        for name in try Python.lines(Self.program, [folder.url.path]) {
            let file = try ExposureFile(path: folder.path(name + ".fits"))
            let image = try file.doubles("SCI")
            let expected = try Self.doubles(folder.path(name + ".raw"))
            try #require(image.pixels.count == expected.count, "\(name)")
            // astropy rounds what it computes from quantised pixels to the image's own type.
            let isSingle = image.header.integer("BITPIX") == -32
            let ours = isSingle ? try file.floats().pixels.map(Double.init) : image.pixels
            let differing = zip(ours, expected).count { $0.bitPattern != $1.bitPattern && !($0.isNaN && $1.isNaN) }
            #expect(differing == 0, "\(name): \(differing) pixels differ")
            #expect(image.width == 70 && image.height == 41 && image.header.string("OBJECT") == "M 31", "\(name)")
            #expect(image.header.integer("NAXIS1") == 70 && image.header["TFORM1"] == nil, "\(name)")
            if name.hasPrefix("int") || name.hasPrefix("uint") {
                #expect(try file.int32s(1).pixels.map(Double.init) == expected, "\(name)")
            } else {
                #expect(throws: FITSError.self) { try file.int32s(1) }
            }
            #expect(zip(image.pixels, ours).allSatisfy { Float($0) == Float($1) || $1.isNaN }, "\(name)")
            compared += 1
        }
        #expect(compared >= 20)
    }

    static func doubles(_ path: String) throws -> [Double] {
        try Data(contentsOf: URL(fileURLWithPath: path)).withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
    }

    /// Writes NAME.fits and NAME.raw (doubles) and prints each name.
    private static let program = """
        import gzip, sys
        import numpy as np
        from astropy.io import fits
        folder = sys.argv[1]; rng = np.random.default_rng(7)
        y, x = np.mgrid[:41, :70]
        real = rng.normal(100, 5, (41, 70)) + 3000 * np.exp(-((x - 30)**2 + (y - 20)**2) / 8)
        holes = real.copy(); holes[3:6, 10:30] = np.nan; holes[20] = np.nan
        zeros = real.copy(); zeros[5:9] = 0
        cases = []
        for name, data in [('int8', real.clip(0, 255).astype('u1')), ('int16', real.astype('i2')),
                           ('int32', (real * 9999).astype('i4')), ('uint16', (real * 19).astype('u2')),
                           ('float32', real.astype('f4')), ('floatnan', holes.astype('f4')), ('float64', holes)]:
            for method in ['RICE_1', 'GZIP_1', 'GZIP_2']:
                cases.append((name, data, dict(compression_type=method)))
        for m, d in [('none', -1), ('one', 1), ('two', 2)]:
            cases.append(('dither' + m, zeros.astype('f4'), dict(compression_type='RICE_1', quantize_method=d,
                dither_seed=77, quantize_level=4)))
        for m in ['GZIP_1', 'GZIP_2']:
            cases.append(('lossless', holes.astype('f4'), dict(compression_type=m, quantize_level=0)))
            cases.append(('losslessdouble', holes, dict(compression_type=m, quantize_level=0)))
        cases.append(('int16tiles', real.astype('i2'), dict(compression_type='RICE_1', tile_shape=(16, 32))))
        cases.append(('floattiles', holes.astype('f4'), dict(compression_type='RICE_1', tile_shape=(41, 70))))
        cases.append(('floatspikes', (10.0**((x + y) / 3 - 20)).astype('f4'), dict(compression_type='RICE_1')))
        extremes = (10.0**(x + y - 50)).astype('f4'); extremes[0, :3] = np.inf, -np.inf, -0.0
        cases.append(('infinities', extremes, dict(compression_type='GZIP_2', quantize_level=0)))
        for n, (name, data, options) in enumerate(cases):
            name = f'{name}-{n}-{options["compression_type"]}'
            header = fits.Header(); header['OBJECT'] = 'M 31'
            hdu = fits.CompImageHDU(data, header=header, name='SCI', **options)
            path = f'{folder}/{name}.fits'
            fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(path)
            with fits.open(path) as h: h[1].data.astype('f8').tofile(f'{folder}/{name}.raw')
            if n % 4 == 0:
                packed = gzip.compress(open(path, 'rb').read()); open(path, 'wb').write(packed)
            print(name)
        """
}
