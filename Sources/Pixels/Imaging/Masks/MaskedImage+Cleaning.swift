extension MaskedImage {
    /// The image with 0 for values and variances that make a pixel unusable, which get the plane `noData`.
    ///
    /// What sums over neighbours starts from this, so that one pixel that is not a number spoils none beside it but by
    /// its plane. Complexity: O(pixels), without a copy where nothing is to be done.
    public func withoutInvalidValues() -> MaskedImage {
        guard hasInvalidValues else { return self }
        var result = self
        result.mask = maskWithoutData()
        let mask = result.mask
        mask.withUnsafePixels { planes in
            result.image.withUnsafeMutablePixels { values in
                for i in values.indices where planes[i].contains(.noData) && !values[i].isFinite { values[i] = 0 }
            }
            result.variance.withUnsafeMutablePixels { values in
                for i in values.indices where !(values[i] > 0 && values[i].isFinite) { values[i] = 0 }
            }
        }
        return result
    }

    private var hasInvalidValues: Bool {
        image.withUnsafePixels { values in
            variance.withUnsafePixels { variances in
                var count = 0
                for i in values.indices {
                    count += values[i].isFinite && variances[i] > 0 && variances[i].isFinite ? 0 : 1
                }
                return count > 0
            }
        }
    }
}
