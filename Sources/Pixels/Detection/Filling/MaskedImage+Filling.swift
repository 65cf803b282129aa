public import Imaging

extension MaskedImage {
    /// The image with every unusable pixel replaced by the mean of the usable ones around it, weighted by a Gaussian of
    /// sigma 1.5 pixels and, where those do not reach, of 5; saturated pixels stay, and so do pixels with too few neighbours.
    ///
    /// What was filled gets the plane `interpolated` and keeps the others; values that are still not finite become 0 with
    /// `noData`. Variances stay. Complexity: O(pixels + unusable pixels x 450).
    public func filled(keeping kept: MaskPlanes = .saturated, threads: Int = .max) -> MaskedImage {
        let filler = MaskFiller(self, keeping: kept)
        let parts = mapped(filler.bands, threads: threads) { filler.fillings($0) }
        var result = self
        for (place, value) in parts.joined() {
            result.image[place % width, place / width] = value
            result.mask[place % width, place / width].insert(.interpolated)
        }
        return result.withoutInvalidValues()
    }
}
