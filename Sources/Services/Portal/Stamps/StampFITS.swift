public import AlertModel
public import Bytes
internal import FITS

/// The stamps of an alert as one FITS file, for download.
public enum StampFITS {
    /// An empty primary HDU, then for each stamp its image (`SCIENCE`, `TEMPLATE`, `DIFFERENCE`) and, where the packet has
    /// them, its variance (`_VAR`), mask (`_MASK`) and point spread function (`_PSF`). Values are exactly those of
    /// the packet; the coordinate system is repeated in each but the PSF's. Nil where no stamp is a measured image: ZTF's
    /// first packets carry pictures. Complexity: O(pixels).
    public static func combined(science: Stamp?, template: Stamp?, difference: Stamp?) -> Bytes? {
        let stamps = [("SCIENCE", science), ("TEMPLATE", template), ("DIFFERENCE", difference)]
        let hdus = stamps.flatMap { name, stamp in stamp?.image.map { planes(of: $0, name: name) } ?? [] }
        guard !hdus.isEmpty else { return nil }
        let primary = HDU(header: Header(), format: .uint8, shape: [], data: Bytes())
        return FITSFile(hdus: [primary] + hdus).encoded()
    }

    private static func planes(of image: StampImage, name: String) -> [HDU] {
        let (width, height) = (image.width, image.height)
        guard isWhole(width, height, image.pixels.count) else { return [] }
        let place = image.wcs?.cards ?? []
        var hdus = [
            HDU(floats: image.pixels, width: width, height: height, cards: cards(name, image.unit, image) + place)
        ]
        if let variance = image.variance, variance.count == image.pixels.count {
            let unit = image.unit.map { "\($0)**2" }
            hdus.append(
                HDU(floats: variance, width: width, height: height, cards: cards("\(name)_VAR", unit) + place))
        }
        if let mask = image.mask, mask.count == image.pixels.count {
            hdus.append(HDU(integers: mask, width: width, height: height, cards: cards("\(name)_MASK", nil) + place))
        }
        if let psf = image.psf, isWhole(psf.width, psf.height, psf.pixels.count) {
            hdus.append(
                HDU(doubles: psf.pixels, width: psf.width, height: psf.height, cards: cards("\(name)_PSF", nil)))
        }
        return hdus
    }

    private static func isWhole(_ width: Int, _ height: Int, _ count: Int) -> Bool {
        let (product, overflow) = width.multipliedReportingOverflow(by: height)
        return width > 0 && height > 0 && !overflow && product == count
    }

    private static func cards(_ name: String, _ unit: String?, _ image: StampImage? = nil) -> [Card] {
        var cards = [Card("EXTNAME", .string(name))]
        if let unit { cards.append(Card("BUNIT", .string(unit))) }
        if let angle = image?.rotationAngle { cards.append(Card("ROTPA", .real(angle), "degrees from north")) }
        return cards
    }
}
