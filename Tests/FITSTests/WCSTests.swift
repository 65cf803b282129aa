import FITS
import Testing

@Suite struct WCSTests {
    /// The system of a stamp of 0.2 arcsec pixels, turned by 30 degrees.
    let wcs = WCS(
        referenceX: 14.29, referenceY: 14.45, ra: 63.48212494675, dec: -46.614396981482, cd11: -4.6557579433548E-05,
        cd12: 3.0342793205472E-05, cd21: 3.0329265649325E-05, cd22: 4.6516296170959E-05)

    @Test func `A pixel goes to the sky and back`() throws {
        for y in stride(from: -300.0, to: 300, by: 37) {
            for x in stride(from: -300.0, to: 300, by: 41) {
                let sky = wcs.sky(x: x, y: y)
                let pixel = try #require(wcs.pixel(ra: sky.ra, dec: sky.dec))
                #expect(abs(pixel.x - x) < 1e-7 && abs(pixel.y - y) < 1e-7)
            }
        }
    }

    @Test func `The place of a pixel is that of astropy's TAN`() {
        // astropy 8.0: WCS of the same header with CTYPE RA---TAN, DEC--TAN; all_pix2world([[0, 0], [29, 5]], 0)
        let corner = wcs.sky(x: 0, y: 0)
        #expect(abs(corner.ra - 63.48245520945921) < 1e-11 && abs(corner.dec - (-46.615502546692504)) < 1e-11)
        let other = wcs.sky(x: 29, y: 5)
        #expect(abs(other.ra - 63.48071048421807) < 1e-11 && abs(other.dec - (-46.614390408267255)) < 1e-11)
    }

    @Test func `Cards of a system describe the same system`() {
        #expect(WCS(Header(wcs.cards)) == wcs)
    }

    @Test func `PC with CDELT, and CDELT with CROTA2, are the same matrix as CD`() throws {
        let place = [
            Card("CRVAL1", .real(1)), Card("CRVAL2", .real(2)), Card("CRPIX1", .real(3)), Card("CRPIX2", .real(4)),
        ]
        let scale = [Card("CDELT1", .real(-0.5)), Card("CDELT2", .real(0.25))]
        let pc = try #require(WCS(Header(place + scale + [Card("PC1_2", .real(0.1))])))
        #expect([pc.cd11, pc.cd12, pc.cd21, pc.cd22] == [-0.5, -0.05, 0, 0.25])
        let turned = try #require(WCS(Header(place + scale + [Card("CROTA2", .real(90))])))
        #expect(abs(turned.cd11) < 1e-15 && abs(turned.cd12 + 0.25) < 1e-15 && abs(turned.cd21 + 0.5) < 1e-15)
    }

    @Test func `North and east point where the sky grows`() throws {
        let upright = WCS(referenceX: 0, referenceY: 0, ra: 10, dec: 0, cd11: -1e-4, cd12: 0, cd21: 0, cd22: 1e-4)
        #expect(abs(upright.northAngle) < 1e-12 && abs(upright.eastAngle - 90) < 1e-12 && !upright.isMirrored)
        let here = wcs.sky(x: 10, y: 10)
        let north = try #require(wcs.pixel(ra: here.ra, dec: here.dec + 1e-4))
        let angle = angleFromUp(dx: north.x - 10, dy: north.y - 10)
        #expect(abs(wcs.northAngle - angle) < 0.05)
        #expect(abs(wcs.pixelScale * 3600 - 0.2) < 0.002)
    }

    @Test(arguments: [
        [Card("CRVAL1", .real(1))], [Card("CRVAL1", .real(1)), Card("CRVAL2", .real(91))],
        [
            Card("CRVAL1", .real(1)), Card("CRVAL2", .real(1)), Card("CTYPE1", .string("GLON-CAR")),
            Card("CTYPE2", .string("GLAT-CAR")),
        ],
        [Card("CRVAL1", .real(1)), Card("CRVAL2", .real(1)), Card("CD1_1", .real(1))],
    ])
    func `Headers without a usable system give none`(cards: [Card]) {
        #expect(WCS(Header(cards)) == nil)
    }

    @Test func `The far side of the sky has no pixel`() {
        #expect(wcs.pixel(ra: wcs.ra + 180, dec: -wcs.dec) == nil)
    }

    /// Degrees from +y towards -x.
    private func angleFromUp(dx: Double, dy: Double) -> Double {
        let up = WCS(referenceX: 0, referenceY: 0, ra: 0, dec: 0, cd11: dy, cd12: -dx, cd21: dx, cd22: dy)
        return up.northAngle
    }
}
