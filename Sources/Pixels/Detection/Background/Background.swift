public import Imaging

/// The sky of an image and its noise, measured in cells from what clipping leaves of them.
public struct Background: Sendable, Hashable {
    /// The sky in the image's unit.
    public let level: SmoothMap
    /// Standard deviation of a pixel of blank sky, in the image's unit.
    public let noise: SmoothMap

    /// Of maps made elsewhere, both of the image's size, which is not checked.
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
    ///   - step: takes one row out of so many.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DetectionError` when `sources` is of another size, or no cell has enough usable pixels.
    public init(
        of image: MaskedImage, without sources: Image<MaskPlanes>? = nil, settings: Settings = Settings(),
        step: Int = 1, threads: Int = .max
    ) throws {
        try self.init(of: image, without: sources.map { .whole($0) }, settings, step: step, about: nil, threads)
    }

    /// Clips about what `start`, of the same cells, says of a cell.
    init(
        of image: MaskedImage, without sources: CellSampler.Sources?, _ settings: Settings, step: Int,
        about start: Background?, _ threads: Int
    ) throws {
        if let sources, sources.size != (image.width, image.height) {
            throw DetectionError(.size, "a mask of sources of \(sources.size.width) x \(sources.size.height)")
        }
        let grid = CellGrid(width: image.width, height: image.height, cell: max(8, settings.cell))
        let sampler = CellSampler(image: image, sources: sources, settings: settings, step: max(1, step))
        let starts = start.map {
            zip($0.level.nodes.pixels, $0.noise.nodes.pixels).map { CellSky(level: $0, noise: $1) }
        }
        let cells = mapped(grid.count, threads: threads) { sampler.sky(grid.box($0), about: starts?[$0]) }
        guard let levels = grid.completed(cells.map { $0?.level }), let noises = grid.completed(cells.map { $0?.noise })
        else { throw DetectionError(.noData, "no cell of the image has enough usable pixels for a background") }
        level = try grid.map(levels)
        noise = try grid.map(noises)
    }

    /// The image without the sky. Throws `DetectionError` when the sizes differ.
    public func subtracted(from image: Image<Float>) throws -> Image<Float> {
        try check(image)
        let pixels = [Float](unsafeUninitializedCapacity: image.width * image.height) { result, count in
            image.withUnsafePixels { pixels in
                guard let source = pixels.baseAddress, let start = result.baseAddress else { return }
                subtract(from: source, to: start)
                count = pixels.count
            }
        }
        return try Image(width: image.width, height: image.height, pixels: pixels)
    }

    /// Takes the sky from the image in place, which is faster. Throws `DetectionError` when the sizes differ.
    public func subtract(from image: inout Image<Float>) throws {
        try check(image)
        image.withUnsafeMutablePixels { pixels in
            if let start = pixels.baseAddress { subtract(from: start, to: start) }
        }
    }

    /// The same of an image with its variance and mask, which stay.
    public func subtracted(from image: MaskedImage) throws -> MaskedImage {
        var result = image
        result.image = try subtracted(from: image.image)
        return result
    }
}

extension Background {
    private func check(_ image: Image<Float>) throws {
        guard image.width == level.width, image.height == level.height else {
            throw DetectionError(
                .size, "a background of \(level.width) x \(level.height) for \(image.width) x \(image.height) pixels")
        }
    }

    private func subtract(from source: UnsafePointer<Float>, to start: UnsafeMutablePointer<Float>) {
        let width = level.width
        level.forEachRow { y, sky in
            let (from, to) = (source + y * width, start + y * width)
            for x in 0..<width { to[x] = from[x] - sky[x] }
        }
    }
}

extension Background {
    /// How the image is divided into cells, and what counts in them.
    public struct Settings: Sendable, Hashable {
        /// Side of a cell in pixels, about: the image is divided evenly.
        public var cell: Int
        /// By default at 3 standard deviations, in five rounds at most.
        public var clipping: Clipping
        /// The share of a cell's pixels that must be usable.
        public var leastShare: Double

        /// Nothing is checked here; a cell below 8 pixels counts as 8.
        public init(
            cell: Int = 128, clipping: Clipping = Clipping(sigma: 3, iterations: 5), leastShare: Double = 0.03
        ) {
            (self.cell, self.clipping, self.leastShare) = (cell, clipping, leastShare)
        }
    }
}
