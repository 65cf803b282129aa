internal import Imaging

/// The three planes of an image in memory, row after row.
struct PlanePointers {
    let values: UnsafePointer<Float>
    let variances: UnsafePointer<Float>
    let mask: UnsafePointer<MaskPlanes>

    /// As `MaskedImage.isUsable`, by the pixel's place in the rows.
    @inline(__always)
    func isUsable(_ n: Int) -> Bool {
        mask[n].rawValue & MaskPlanes.excluding.rawValue == 0 && values[n].isFinite && variances[n] > 0
            && variances[n].isFinite
    }
}

extension MaskedImage {
    /// `body` with the planes; nil where the image has no pixel.
    @inline(__always)
    func withPlanes<Result>(_ body: (PlanePointers) -> Result) -> Result? {
        image.withUnsafePixels { values in
            variance.withUnsafePixels { variances in
                mask.withUnsafePixels { mask in
                    guard let values = values.baseAddress, let variances = variances.baseAddress,
                        let mask = mask.baseAddress
                    else { return nil }
                    return body(PlanePointers(values: values, variances: variances, mask: mask))
                }
            }
        }
    }
}
