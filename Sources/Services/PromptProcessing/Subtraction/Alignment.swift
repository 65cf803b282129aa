internal import FITS
internal import Imaging

extension Exposure {
    /// This exposure on the pixels of another.
    ///
    /// Where both have no or the same celestial system and the same size, it is as it is; else it is warped by Lanczos's
    /// kernel of order four, which correlates its noise. `notes` tell which.
    ///
    /// - Throws: `PromptProcessingError` where sizes differ and a celestial system is missing, or less than a tenth of
    ///   `other` is covered. Complexity: O(pixels).
    public func aligned(to other: Exposure, threads: Int = .max) throws -> Exposure {
        guard let own = world, let target = other.world else {
            guard try needsWarp(onto: other) else {
                return noted("taken to be on the pixels of \(other.name): no coordinates in both headers")
            }
            return self
        }
        return try needsWarp(onto: other) ? warped(by: own, onto: target, other, threads) : self
    }

    /// Whether the pixels are others than those of `other`. Errors as `aligned`.
    func needsWarp(onto other: Exposure) throws -> Bool {
        let isSameSize = width == other.width && height == other.height
        if let own = world, let target = other.world {
            return !isSameSize || Self.largestOffset(own, target, other.width, other.height) >= 0.02
        }
        guard isSameSize else {
            throw PromptProcessingError(
                .size,
                "\(width) x \(height) pixels, where \(other.name) has \(other.width) x \(other.height), and no "
                    + "coordinates in both headers to warp by", path: name)
        }
        return false
    }

    /// Gives the pixels, and keeps one that cannot be used.
    mutating func givingUpPixels() -> MaskedImage {
        let given = pixels
        pixels = given.cropped(to: PixelBox(x: 0, y: 0, width: 1, height: 1))
        return given
    }

    private func warped(
        by own: WorldCoordinates, onto target: WorldCoordinates, _ other: Exposure, _ threads: Int
    ) throws -> Exposure {
        let map: CoordinateMap = { x, y in
            guard let sky = target.sky(x: x, y: y), let place = own.pixel(ra: sky.ra, dec: sky.dec) else {
                return (.nan, .nan)
            }
            return place
        }
        var result = noted("warped onto the pixels of \(other.name); its noise is correlated since")
        result.pixels = pixels.warped(
            width: other.width, height: other.height, kernel: .four, threads: threads, map: map)
        (result.world, result.psf) = (other.world, nil)
        let usable = result.pixels.mask.pixels.count { $0.isDisjoint(with: .excluding) }
        guard usable * 10 >= other.width * other.height else {
            throw PromptProcessingError(
                .noData, "covers \(usable * 100 / max(1, other.width * other.height)) % of \(other.name)", path: name)
        }
        return result
    }

    private func noted(_ note: String) -> Exposure {
        var result = self
        result.notes.append(note)
        return result
    }

    /// In pixels, over corners, edges and middle of the target; infinite where a place lies nowhere.
    private static func largestOffset(
        _ own: WorldCoordinates, _ target: WorldCoordinates, _ width: Int, _ height: Int
    ) -> Double {
        let places = [0, 0.5, 1].flatMap { v in [0, 0.5, 1].map { (Double(width - 1) * $0, Double(height - 1) * v) } }
        let offsets = places.map { x, y -> Double in
            guard let sky = target.sky(x: x, y: y), let place = own.pixel(ra: sky.ra, dec: sky.dec) else {
                return .infinity
            }
            return max(abs(place.x - x), abs(place.y - y))
        }
        return offsets.max() ?? .infinity
    }
}
