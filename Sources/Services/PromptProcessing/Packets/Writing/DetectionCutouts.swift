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
    static func side(given: Int?, footprint: Int) -> Int { given ?? min(max(30, footprint), 102) }

    /// Complexity: O(pixels of the stamps).
    func stamps(of measured: DetectionMeasurement) -> (science: Bytes?, template: Bytes?, difference: Bytes?) {
        let side = Self.side(given: side, footprint: measured.boxSide)
        let box = Self.box(x: measured.detection.x, y: measured.detection.y, side: side)
        func psf(_ model: (any PSFModel)?) -> Image<Float>? {
            model?.image(atX: measured.detection.x, y: measured.detection.y, side: PacketImage.psfSide)
        }
        var difference = run.result.difference.stamp(box)
        difference.blankExcluded()
        difference.mask.add(planes.cropped(to: box, filledWith: []))
        return (
            file(science.pixels.stamp(box), psf(science.psf), science.nJyPerUnit, box, measured),
            file(template.pixels.stamp(box), psf(template.psf), template.nJyPerUnit, box, measured),
            file(difference, psf(run.result.psf), template.nJyPerUnit, box, measured)
        )
    }

    /// The pixels of a stamp, as LSST cuts them: from the first whole pixel that is not less than the place less half a side.
    static func box(x: Double, y: Double, side: Int) -> PixelBox {
        let first = (x: Int((x - Double(side) / 2).rounded(.up)), y: Int((y - Double(side) / 2).rounded(.up)))
        return PixelBox(x: first.x, y: first.y, width: side, height: side)
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

extension MaskedImage {
    /// The pixels of a box; what lies beyond the image or was not measured is NaN, with the plane `noData`.
    fileprivate func stamp(_ box: PixelBox) -> MaskedImage {
        let image = self.image.cropped(to: box, filledWith: .nan)
        var stamp = MaskedImage(image: image, variance: .nan)
        stamp.variance = variance.cropped(to: box, filledWith: .nan)
        stamp.mask = mask.cropped(to: box, filledWith: .noData)
        stamp.mask = stamp.maskWithoutData()
        stamp.blank(.noData)
        return stamp
    }

    /// Values of pixels that are excluded are made NaN.
    fileprivate mutating func blankExcluded() { blank(.excluding) }

    private mutating func blank(_ planes: MaskPlanes) {
        mask.withUnsafePixels { mask in
            image.withUnsafeMutablePixels { values in
                for n in values.indices where !mask[n].isDisjoint(with: planes) { values[n] = .nan }
            }
        }
    }
}

extension Image<MaskPlanes> {
    fileprivate mutating func add(_ other: Image) {
        withUnsafeMutablePixels { planes in
            other.withUnsafePixels { others in for n in planes.indices { planes[n].formUnion(others[n]) } }
        }
    }
}
