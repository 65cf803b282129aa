internal import Imaging

extension MaskedImage {
    /// Sets the values of unusable pixels to 0, those of saturated ones but where they are not finite.
    mutating func clearUnusable() {
        let (variance, mask) = (variance, mask)
        image.withUnsafeMutablePixels { values in
            variance.withUnsafePixels { variances in
                mask.withUnsafePixels { mask in
                    for n in values.indices {
                        let isBad = !mask[n].isDisjoint(with: .excluding) && !mask[n].contains(.saturated)
                        if isBad || !values[n].isFinite || !(variances[n] > 0) { values[n] = 0 }
                    }
                }
            }
        }
    }

    /// `body` with the place of each pixel in the rows and whether it is usable, by another mask.
    func forEachUsable(mask: Image<MaskPlanes>, _ body: (Int, Bool) -> Void) {
        image.withUnsafePixels { values in
            variance.withUnsafePixels { variances in
                mask.withUnsafePixels { mask in
                    for n in values.indices {
                        body(
                            n,
                            values[n].isFinite && variances[n] > 0 && variances[n].isFinite
                                && mask[n].isDisjoint(with: .excluding))
                    }
                }
            }
        }
    }

    var usableCount: Int {
        var count = 0
        forEachUsable(mask: mask) { _, isUsable in count += isUsable ? 1 : 0 }
        return count
    }
}

/// nil of no value.
func median(_ values: [Float]) -> Float? {
    var values = values
    let result = values.withUnsafeMutableBufferPointer { Selection.median(of: $0) }
    return result.isFinite ? result : nil
}
