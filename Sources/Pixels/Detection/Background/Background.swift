public import Imaging

/// The sky of an image and its noise, measured in cells from what clipping leaves of them.
public struct Background: Sendable, Hashable {
    /// The sky in the image's unit.
    public let level: SmoothMap
    /// Standard deviation of a pixel of blank sky, in the image's unit.
    public let noise: SmoothMap

    public init(level: SmoothMap, noise: SmoothMap) {
        self.level = level
        self.noise = noise
    }

    /// Measures the usable pixels of `image` that have none of the planes of `sources`.
    ///
    /// Of each cell the clipped mean, or the median where both differ by more than 0.3 standard deviations, and the standard
    /// deviation corrected for the clipping. Cells of which fewer than `Settings.leastShare` can be used are
    /// interpolated. Complexity: O(pixels).
    ///
    /// - Parameters:
    ///   - sources: a mask of the same size, any plane of which keeps a pixel out.
    ///   - step: takes one column and one row out of so many.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DetectionError` when `sources` is of another size, or no cell has enough usable pixels.
    public init(
        of image: MaskedImage, without sources: Image<MaskPlanes>? = nil, settings: Settings = Settings(),
        step: Int = 1, threads: Int = .max
    ) throws {
        if let sources, sources.bounds != image.bounds {
            throw DetectionError(.size, "a mask of sources of \(sources.width) x \(sources.height)")
        }
        let grid = CellGrid(width: image.width, height: image.height, cell: max(8, settings.cell))
        let sampler = CellSampler(image: image, sources: sources, settings: settings, step: max(1, step))
        let cells = mapped(grid.count, threads: threads) { sampler.sky(grid.box($0)) }
        guard let levels = grid.completed(cells.map { $0?.level }), let noises = grid.completed(cells.map { $0?.noise })
        else { throw DetectionError(.noData, "no cell of the image has enough usable pixels for a background") }
        level = try SmoothMap(
            width: image.width, height: image.height,
            nodes: Image(width: grid.columns, height: grid.rows, pixels: levels))
        noise = try SmoothMap(
            width: image.width, height: image.height,
            nodes: Image(width: grid.columns, height: grid.rows, pixels: noises))
    }

    /// The image without the sky; masks and variances stay. Throws `DetectionError` when the sizes differ.
    public func subtracted(from image: Image<Float>) throws -> Image<Float> {
        guard image.width == level.width, image.height == level.height else {
            throw DetectionError(
                .size, "a background of \(level.width) x \(level.height) for \(image.width) x \(image.height) pixels")
        }
        var result = image
        result.withUnsafeMutablePixels { pixels in
            guard let start = pixels.baseAddress else { return }
            level.forEachRow { y, sky in
                let row = start + y * image.width
                for x in 0..<image.width { row[x] -= sky[x] }
            }
        }
        return result
    }

    /// The same of an image with its variance and mask.
    public func subtracted(from image: MaskedImage) throws -> MaskedImage {
        var result = image
        result.image = try subtracted(from: image.image)
        return result
    }
}

extension Background {
    public struct Settings: Sendable, Hashable {
        /// Side of a cell in pixels, about: the image is divided evenly.
        public var cell: Int
        public var clipping: Clipping
        /// The share of a cell's pixels that must be usable.
        public var leastShare: Double

        public init(
            cell: Int = 128, clipping: Clipping = Clipping(sigma: 3, iterations: 5), leastShare: Double = 0.03
        ) {
            (self.cell, self.clipping, self.leastShare) = (cell, clipping, leastShare)
        }
    }
}
