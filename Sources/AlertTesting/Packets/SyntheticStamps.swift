internal import Bytes
internal import FITS
internal import Foundation

/// Stamps of one detection: a point spread function, noise, and the difference of the other two.
struct SyntheticStamps {
    let detection: SyntheticDetection
    let size: Int
    /// Arcsec.
    let pixelScale: Double
    /// Pixels.
    let psfSigma: Double

    /// Science, template and difference; `difference` is exactly science minus template.
    func pixels(seed: UInt64) -> (science: [Float], template: [Float], difference: [Float]) {
        var noise = Noise(seed, 6, detection.object, detection.epoch)
        let psf = psf(size: size)
        // A PSF flux error e spread over the PSF's noise-equivalent area 4 pi sigma^2.
        let deviation = detection.psfFluxErr / (4 * .pi * psfSigma * psfSigma).squareRoot()
        var template: [Float] = []
        var science: [Float] = []
        for weight in psf {
            let still = detection.templateFlux * weight + 0.3 * deviation * noise.normal()
            template.append(Float(still))
            science.append(Float((detection.templateFlux + detection.psfFlux) * weight + deviation * noise.normal()))
        }
        return (science, template, zip(science, template).map { $0 - $1 })
    }

    /// A Gaussian of sum one, centred.
    func psf(size: Int) -> [Double] {
        let centre = Double(size - 1) / 2
        var image: [Double] = []
        for y in 0..<size {
            for x in 0..<size {
                let dx = Double(x) - centre
                let dy = Double(y) - centre
                image.append(exp(-(dx * dx + dy * dy) / (2 * psfSigma * psfSigma)))
            }
        }
        let sum = image.reduce(0, +)
        return image.map { $0 / sum }
    }

    /// North up but for a turn of some degrees that depends on the visit.
    var wcs: WCS {
        let angle = Double(detection.visit % 360) * .pi / 180
        let scale = pixelScale / 3600
        return WCS(
            referenceX: Double(size - 1) / 2, referenceY: Double(size - 1) / 2, ra: detection.ra, dec: detection.dec,
            cd11: -scale * cos(angle), cd12: scale * sin(angle), cd21: scale * sin(angle), cd22: scale * cos(angle))
    }

    /// LSST's form: image, UNCERT and PSFIMAGE.
    func lsst(_ pixels: [Float]) -> Bytes {
        let psfSize = 41
        let variance = Float(detection.psfFluxErr * detection.psfFluxErr / (4 * .pi * psfSigma * psfSigma))
        let image = HDU(floats: pixels, width: size, height: size, cards: [Card("BUNIT", .string("nJy"))] + wcs.cards)
        let uncertainty = HDU(
            floats: [Float](repeating: variance, count: pixels.count), width: size, height: size,
            cards: [Card("EXTNAME", .string("UNCERT"))])
        let psf = HDU(
            doubles: psf(size: psfSize), width: psfSize, height: psfSize, cards: [Card("EXTNAME", .string("PSFIMAGE"))])
        return FITSFile(hdus: [image, uncertainty, psf]).encoded()
    }

    /// ZTF's form: one gzipped image.
    func ztf(_ pixels: [Float]) -> Bytes {
        let image = HDU(floats: pixels, width: size, height: size, cards: [Card("BUNIT", .string("DN"))])
        let file = FITSFile(hdus: [image]).encoded()
        return (try? Gzip.deflate(file)) ?? file
    }
}
