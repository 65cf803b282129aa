public import Imaging

extension MaskedImage {
    /// Replaces every unusable pixel by the mean of the usable ones around it, weighted by a Gaussian of sigma 1.5 pixels
    /// and, where those do not reach, of 5; saturated pixels stay, and so do pixels with too few neighbours.
    ///
    /// What was filled gets the plane `interpolated` and keeps the others, so that it stays unusable; values that are still
    /// not finite become 0 with `noData`. Variances stay. Complexity: O(pixels + unusable pixels x 450).
    ///
    /// - Parameters:
    ///   - kept: planes whose pixels are not filled.
    ///   - threads: at most so many; the result is the same for any number.
    public mutating func fill(keeping kept: MaskPlanes = .saturated, threads: Int = .max) {
        let fillings = MaskFiller(self, keeping: kept).fillings(threads: threads)
        for (place, value) in fillings {
            image[place % width, place / width] = value
            mask[place % width, place / width].insert(.interpolated)
        }
        self = withoutInvalidValues()
    }

    /// The image filled; see `fill(keeping:threads:)`.
    public func filled(keeping kept: MaskPlanes = .saturated, threads: Int = .max) -> MaskedImage {
        var result = self
        result.fill(keeping: kept, threads: threads)
        return result
    }
}
