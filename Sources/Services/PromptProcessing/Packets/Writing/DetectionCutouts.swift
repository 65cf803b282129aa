internal import Bytes
internal import Detection
internal import Differencing
internal import FITS
internal import Imaging
internal import Rendering

/// Cuts the three stamps of detections out of a subtraction's images.
///
/// Science image and template are without their sky, with variance, mask and PSF of their own; the template is on the
/// science image's pixels, not convolved. Values are nJy.
struct DetectionCutouts: Sendable {
    let run: SubtractionRun
    let science: PacketImage
    let template: PacketImage
    /// `detected` and `detectedNegative` of the difference.
    let planes: Image<MaskPlanes>
    /// Nil for LSST's rule.
    let side: Int?

    /// Pixels of a side: as given, else LSST's 30, or those of the footprint's box up to 102.
    static func side(given: Int?, footprint: Int) -> Int {
        given.map { min(max($0, 1), 1024) } ?? min(max(30, footprint), 102)
    }

    /// Complexity: O(pixels of the stamps).
    func stamps(of measured: DetectionMeasurement) -> (science: Bytes?, template: Bytes?, difference: Bytes?) {
        let side = Self.side(given: side, footprint: measured.boxSide)
        let box = Self.box(x: measured.detection.x, y: measured.detection.y, side: side)
        func psf(_ model: (any PSFModel)?) -> Image<Float>? {
            model?.image(atX: measured.detection.x, y: measured.detection.y, side: PacketImage.psfSide)
        }
        var difference = stamp(run.result.difference, box, blanking: .excluding)
        difference.mask.insert(planes.cropped(to: box, filledWith: []))
        return (
            file(stamp(science.pixels, box), psf(science.psf), science.nJyPerUnit, box, measured),
            file(stamp(template.pixels, box), psf(template.psf), template.nJyPerUnit, box, measured),
            file(difference, psf(run.result.psf), template.nJyPerUnit, box, measured)
        )
    }

    /// The pixels of a stamp, as LSST cuts them: from the first whole pixel that is not less than the place less half a side.
    static func box(x: Double, y: Double, side: Int) -> PixelBox {
        let first = (x: Int((x - Double(side) / 2).rounded(.up)), y: Int((y - Double(side) / 2).rounded(.up)))
        return PixelBox(x: first.x, y: first.y, width: side, height: side)
    }

    /// What was not measured is NaN, too, with the plane `noData`.
    private func stamp(_ image: MaskedImage, _ box: PixelBox, blanking planes: MaskPlanes = .noData) -> MaskedImage {
        var stamp = image.stamp(box)
        stamp.mask = stamp.maskWithoutData()
        stamp.blank(planes)
        return stamp
    }

    private func file(
        _ stamp: MaskedImage, _ psf: Image<Float>?, _ nJy: Double, _ box: PixelBox, _ measured: DetectionMeasurement
    ) -> Bytes? {
        var wcs = measured.sky.plane
        wcs.referenceX -= Double(box.x)
        wcs.referenceY -= Double(box.y)
        let (scale, square) = (Float(nJy), Float(nJy * nJy))
        return LSSTStampFile(width: box.width, height: box.height, psf: psf).encoded(
            stamp.image.pixels.map { $0 * scale }, variance: stamp.variance.pixels.map { $0 * square },
            mask: stamp.mask.pixels, at: StampPlace(firstColumn: box.x, firstRow: box.y, wcs: wcs))
    }
}
