internal import Bytes
internal import Differencing
public import FITS
internal import Imaging

extension SubtractionRun {
    /// The difference as a file: IMAGE (NaN where nothing can be said), VARIANCE, MASK with its planes' names, SNR and the
    /// PSF in the middle. Complexity: O(pixels).
    public func imageFile() throws -> FITSFile { FITSFile(hdus: makers.map { $0() }) }

    /// Writes that file, one of its images in memory at a time. Errors as `FITSFile.write`. Complexity: O(pixels).
    public func writeImages(path: String) throws { try FITSFile.write(path: path, making: makers) }

    /// Lets go of the map of significance, which is only written.
    public mutating func giveUpSignificance() {
        result.significance = result.significance.cropped(to: PixelBox(x: 0, y: 0, width: 1, height: 1))
    }

    private var makers: [() -> HDU] {
        let (difference, significance) = (result.difference, result.significance)
        return ExposureWriter(cards: science.coordinateCards).makers(difference, blankingExcluded: true) + [
            {
                HDU(
                    floats: significance.pixels, width: significance.width, height: significance.height,
                    cards: [Card("EXTNAME", .string("SNR"))])
            },
            {
                let (x, y) = (Double(difference.width / 2), Double(difference.height / 2))
                let psf = result.psf.image(atX: x, y: y, side: 41)
                return HDU(
                    floats: psf.pixels, width: psf.width, height: psf.height, cards: [Card("EXTNAME", .string("PSF"))])
            },
        ]
    }
}

/// Writes masked images as LSST's are laid out: IMAGE, VARIANCE, MASK.
struct ExposureWriter {
    /// For the header of IMAGE.
    var cards: [Card]

    func hdus(_ pixels: MaskedImage, blankingExcluded: Bool) -> [HDU] {
        makers(pixels, blankingExcluded: blankingExcluded).map { $0() }
    }

    /// Each makes one of the HDUs, so that not all need be in memory together.
    func makers(_ pixels: MaskedImage, blankingExcluded: Bool) -> [() -> HDU] {
        let (width, height, cards) = (pixels.width, pixels.height, cards)
        let planes = MaskPlanes.names.enumerated().map { Card("MP_\($1)", .integer(Int64($0))) }
        return [
            { HDU(header: Header(), format: .uint8, shape: [], data: Bytes()) },
            { Self.image(pixels, blankingExcluded, [Card("EXTNAME", .string("IMAGE"))] + cards) },
            {
                HDU(
                    floats: pixels.variance.pixels, width: width, height: height,
                    cards: [Card("EXTNAME", .string("VARIANCE"))])
            },
            {
                pixels.mask.pixels.withUnsafeBufferPointer { mask in
                    HDU(width: width, height: height, cards: [Card("EXTNAME", .string("MASK"))] + planes) {
                        Int32(mask[$0].rawValue)
                    }
                }
            },
        ]
    }

    /// Without a copy of the pixels beside the bytes of the file.
    private static func image(_ pixels: MaskedImage, _ blankingExcluded: Bool, _ cards: [Card]) -> HDU {
        let blanked: UInt16 = blankingExcluded ? MaskPlanes.excluding.rawValue : 0
        return pixels.image.pixels.withUnsafeBufferPointer { values in
            pixels.mask.pixels.withUnsafeBufferPointer { mask in
                HDU(width: pixels.width, height: pixels.height, cards: cards) { place in
                    mask[place].rawValue & blanked == 0 ? values[place] : Float.nan
                }
            }
        }
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
