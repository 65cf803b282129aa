import Bytes
import FITS
import Foundation
import Testing

/// What is written here, as astropy reads and verifies it.
@Suite(.enabled(if: Python.isPresent, Python.reason)) struct WritingOracleTests {
    @Test func `astropy verifies images, tiles and tables, and reads the same values`() throws {
        let folder = try TemporaryFolder()
        var generator = LinearGenerator(state: 21)
        let pixels = (0..<50 * 20).map { _ in Double.random(in: -900...900, using: &generator) }
        let cards = [Card("OBJECT", .string("it's")), Card("EXPTIME", .real(30)), Card("HISTORY", nil, "made")]
        func named(_ name: String) -> [Card] { cards + [Card("EXTNAME", .string(name))] }
        let words = pixels.map { Int16($0) }
        let floats = HDU(floats: pixels.map { Float($0) }, width: 50, height: 20, cards: named("FLOATS"))
        let integers = HDU(
            integers: words, width: 50, height: 20, cards: named("WORDS") + [Card("BZERO", .real(32768))])
        let doubles = HDU(doubles: pixels, width: 50, height: 20, cards: named("DOUBLES"))
        let wide = HDU(integers: words.map { Int32($0) }, width: 50, height: 20, cards: named("WIDE"))
        let table = try HDU(table: TableWriterTests.columns, name: "CATALOGUE", cards: cards)
        try FITSFile(hdus: [
            floats, table, integers, doubles, wide, try floats.compressed(.gzip), try integers.compressed(.rice()),
            try doubles.compressed(.gzip), try wide.compressed(.rice()), try wide.compressed(.gzip),
            try floats.compressed(.rice(quantum: 16)),
        ]).write(path: folder.path("ours.fits"))
        try Data(pixels.withUnsafeBytes { Array($0) }).write(to: folder.url.appending(path: "pixels.raw"))
        let lines = try Python.lines(Self.program, [folder.url.path])
        #expect(lines == ["1/3 nan deg", "-0.5 inf nJy", "r it's", "True False", "10 images"])
    }

    private static let program = """
        import sys
        import numpy as np
        from astropy.io import fits
        folder = sys.argv[1]; p = np.fromfile(folder + '/pixels.raw').reshape(20, 50); w = np.trunc(p)
        seen = 0
        with fits.open(folder + '/ours.fits') as h:
            h.verify('exception')
            t = h['CATALOGUE']; d = t.data
            print('1/3' if d['ra'][0] == 1 / 3 else d['ra'][0], d['ra'][1], t.columns['ra'].unit)
            print(d['flux'][0], d['flux'][1], t.columns['flux'].unit)
            print(*d['band']); print(*d['flag'])
            assert list(d['diaSourceId']) == [2**62, -1] and list(d['x']) == [-2**31, 2**31 - 1]
            for x in h:
                if not x.is_image or x is t: continue
                assert x.header['OBJECT'] == "it's" and x.header['EXPTIME'] == 30, x.name
                assert str(x.header['HISTORY']).strip() == 'made', x.name
                expected = {'FLOATS': p.astype('f4'), 'WORDS': w + 32768, 'DOUBLES': p, 'WIDE': w}[x.name]
                worst = np.abs(x.data.astype('f8') - expected).max()
                assert worst == 0 or (seen == 9 and worst < 60), (x.name, seen, worst)
                seen += 1
        print(seen, 'images')
        """
}
