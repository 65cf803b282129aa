public import Imaging

extension WhiteDifference {
    /// Makes the noise of a difference white, tile by tile, and filters it for point sources.
    ///
    /// - Parameters:
    ///   - psf: of the image that was not convolved.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DifferencingError` when sizes differ or options are out of range. Complexity: O(pixels x log tile).
    public init(
        _ difference: Difference, of pair: ImagePair, kernel: KernelField, psf: any PSFModel,
        options: TileOptions = TileOptions(), threads: Int = .max
    ) throws {
        try options.check()
        guard difference.image.bounds == pair.science.image.bounds, kernel.width == pair.width,
            kernel.height == pair.height
        else { throw DifferencingError(.size, "a difference, a pair and a kernel of different sizes") }
        let pass = try TilePass(pair, difference, kernel, psf, options)
        var tiles = try TilePlanes(pass, threads: threads)
        significanceCalibration = BlankSky.scatter(tiles.blank.significances)
        pixelCalibration = BlankSky.scatter(tiles.blank.pulls)
        tiles.significance.multiply(by: Float(1 / significanceCalibration))
        tiles.variance.multiply(by: Float(pixelCalibration * pixelCalibration))
        self.psf = TilePSF(core: options.core, columns: pass.columns, tiles: tiles.psfs)
        scene = tiles.scene
        significance = tiles.significance
        image = try MaskedImage(image: tiles.difference, variance: tiles.variance, mask: difference.image.mask)
    }
}
