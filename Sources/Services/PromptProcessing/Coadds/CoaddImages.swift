internal import FITS
internal import Imaging
internal import Templates

/// A finished coadd as a FITS file that other commands read.
struct CoaddImages {
    let template: Template
    /// Where its pixels lie on the sky.
    let cards: [Card]

    /// IMAGE, VARIANCE, MASK, COVERAGE, REJECTED (exposures a pixel), DEPTH (AB magnitude of a point source at five
    /// standard deviations) and PSF, a cube over the places of its grid. Complexity: O(pixels).
    func file() throws -> FITSFile {
        let writer = PlaneWriter(width: template.frame.width, height: template.frame.height)
        let exposure = ExposureWriter(cards: cards + facts).hdus(template.image, blankingExcluded: false)
        return FITSFile(
            hdus: exposure + [
                writer.integers("COVERAGE", template.coverage.pixels),
                writer.integers("REJECTED", template.rejected.pixels.map { UInt16($0) }),
                writer.floats("DEPTH", template.depth().pixels), psf(),
            ])
    }

    private var facts: [Card] {
        var cards = [
            Card("MAGZERO", .real(template.frame.zeroPoint), "AB magnitude of a flux of 1"),
            Card("FILTER", .string(template.frame.band)),
            Card("NCOMBINE", .integer(Int64(template.inputs.count)), "exposures"),
        ]
        if template.noiseCorrelation.isFinite {
            cards.append(Card("NOISECOR", .real(template.noiseCorrelation), "variance of sums by that of pixels"))
        }
        return cards
    }

    private func psf() -> HDU {
        let grid = template.psf.grid
        let images = (0..<grid.count).map { n in
            template.psf.values(atX: Double(grid.place(n).x), y: Double(grid.place(n).y))
        }
        let places = [
            Card("GRIDNX", .integer(Int64(grid.columns + 1))), Card("GRIDNY", .integer(Int64(grid.rows + 1))),
        ]
        var hdu = HDU(
            floats: images.flatMap(\.pixels), width: grid.side, height: grid.side * images.count,
            cards: [Card("EXTNAME", .string("PSF"))] + places)
        hdu.shape = [grid.side, grid.side, images.count]
        return hdu
    }
}
