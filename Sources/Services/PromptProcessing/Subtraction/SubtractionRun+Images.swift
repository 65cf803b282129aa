internal import Bytes
internal import Differencing
public import FITS
internal import Imaging

extension SubtractionRun {
    /// The difference as a file: IMAGE (NaN where nothing can be said), VARIANCE, MASK with its planes' names, SNR and the
    /// PSF in the middle. Complexity: O(pixels).
    public func imageFile() throws -> FITSFile {
        let difference = result.difference
        let hdus = try ExposureWriter(cards: science.coordinateCards).hdus(difference, blankingExcluded: true)
        let significance = HDU(
            floats: result.significance.pixels, width: result.significance.width, height: result.significance.height,
            cards: [Card("EXTNAME", .string("SNR"))])
        let middle = result.psf.image(atX: Double(difference.width / 2), y: Double(difference.height / 2), side: 41)
        let psf = HDU(
            floats: middle.pixels, width: middle.width, height: middle.height, cards: [Card("EXTNAME", .string("PSF"))])
        return FITSFile(hdus: hdus + [significance, psf])
    }
}

/// Writes masked images as LSST's are laid out: IMAGE, VARIANCE, MASK.
struct ExposureWriter {
    /// For the header of IMAGE.
    var cards: [Card]

    func hdus(_ pixels: MaskedImage, blankingExcluded: Bool) throws -> [HDU] {
        var values = pixels.image.pixels
        if blankingExcluded {
            for n in values.indices where !pixels.mask.pixels[n].isDisjoint(with: .excluding) { values[n] = .nan }
        }
        let (width, height) = (pixels.width, pixels.height)
        let planes = MaskPlanes.names.enumerated().map { Card("MP_\($1)", .integer(Int64($0))) }
        return [
            HDU(header: Header(), format: .uint8, shape: [], data: Bytes()),
            HDU(floats: values, width: width, height: height, cards: [Card("EXTNAME", .string("IMAGE"))] + cards),
            HDU(
                floats: pixels.variance.pixels, width: width, height: height,
                cards: [Card("EXTNAME", .string("VARIANCE"))]),
            HDU(
                integers: pixels.mask.pixels.map { Int32($0.rawValue) }, width: width, height: height,
                cards: [Card("EXTNAME", .string("MASK"))] + planes),
        ]
    }
}

extension Exposure {
    /// The cards of the header that tell where the pixels lie on the sky, and when and how they were taken.
    var coordinateCards: [Card] {
        let names: Set = [
            "RADESYS", "RADECSYS", "EQUINOX", "LONPOLE", "LATPOLE", "WCSAXES", "A_ORDER", "B_ORDER", "AP_ORDER",
            "BP_ORDER", "MJD-OBS", "DATE-OBS", "EXPTIME", "FILTER", "GAIN", "MAGZERO", "OBJECT", "TELESCOP", "INSTRUME",
        ]
        let prefixes = ["CTYPE", "CRVAL", "CRPIX", "CUNIT", "CDELT", "CD1_", "CD2_", "PC1_", "PC2_", "PV1_", "PV2_"]
        return header.cards.filter { card in
            names.contains(card.keyword) || prefixes.contains { card.keyword.hasPrefix($0) }
                || ["A_", "B_", "AP_", "BP_"].contains {
                    card.keyword.hasPrefix($0) && card.keyword.last?.isNumber == true
                }
        }
    }
}
