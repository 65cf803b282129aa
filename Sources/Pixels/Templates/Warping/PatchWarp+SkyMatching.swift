internal import Detection
public import Imaging

extension PatchWarp {
    /// The warp with its sky brought to that of another image of the same pixels, such as the best of the warps.
    ///
    /// The difference of both is measured in cells, away from sources, and taken away as a smooth map: what all exposures
    /// have, such as the halo of a galaxy, is not in it and stays. Complexity: O(pixels).
    ///
    /// - Parameters:
    ///   - cell: side of the cells in pixels; those without common pixels get what their neighbours have.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `TemplatesError` where the sizes differ, or too few pixels are usable in both.
    public func skyMatched(to reference: MaskedImage, cell: Int = 256, threads: Int = .max) throws -> PatchWarp {
        guard reference.bounds == image.bounds else {
            throw TemplatesError(
                .size,
                "a reference of \(reference.width) x \(reference.height) for \(image.width) x \(image.height) pixels")
        }
        let sky: Background
        do {
            sky = try Background(
                of: image.difference(from: reference), settings: Background.Settings(cell: cell), threads: threads)
        } catch {
            throw TemplatesError(.noOverlap, "\(input.id) and the sky it should match have too little in common")
        }
        var result = self
        try sky.subtract(from: &result.image.image)
        if var matched = result.matched {
            try sky.subtract(from: &matched)
            result.matched = matched
        }
        result.input.sky += sky.level.typical
        return result
    }

    /// The one of some warps that others are best matched to: of most pixels, least noise and least width. Nil of none.
    public static func best(of warps: [PatchWarp]) -> PatchWarp? {
        func merit(_ input: CoaddInput) -> Double { Double(input.pixels) * input.weight / (input.fwhm * input.fwhm) }
        return warps.max { (merit($0.input), $1.input.id) < (merit($1.input), $0.input.id) }
    }
}

extension MaskedImage {
    /// This image less another, usable where both are and the other has no source.
    fileprivate func difference(from other: MaskedImage) throws -> MaskedImage {
        let blank = other.clippedStatistics(step: width * height > 1_000_000 ? 4 : 1)
        let (centre, reach) = (blank.median, Float(4 * blank.scatter))
        var result = self
        other.forEachUsable(mask: other.mask) { n, isUsable in
            let value = other.image.pixels[n]
            if isUsable, abs(value - centre) <= reach { return }
            result.mask[n % width, n / width].insert(.noData)
        }
        result.image.add(other.image, times: -1)
        return result
    }
}
