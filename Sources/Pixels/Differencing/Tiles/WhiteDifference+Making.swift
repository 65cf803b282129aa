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
        _ difference: consuming Difference, kernel: KernelField, psf: any PSFModel,
        options: TileOptions = TileOptions(), threads: Int = .max
    ) throws {
        try options.check()
        let difference = consume difference
        guard kernel.width == difference.image.width, kernel.height == difference.image.height else {
            throw DifferencingError(.size, "a difference and a kernel of different sizes")
        }
        let pass = try TilePass(difference, kernel, psf, options)
        var tiles = try TilePlanes(pass, consume difference, threads: threads)
        significanceCalibration = max(Self.leastCalibration, BlankSky.scatter(tiles.blank.significances))
        pixelCalibration = max(Self.leastCalibration, BlankSky.scatter(tiles.blank.pulls))
        tiles.significance.multiply(by: Float(1 / significanceCalibration))
        self.psf = TilePSF(core: options.core, columns: pass.columns, tiles: tiles.psfs)
        (scene, significance) = (tiles.difference.scene, tiles.significance)
        var variance = tiles.difference.template
        let (white, mask) = (tiles.difference.image, tiles.difference.mask)
        _ = consume tiles
        variance.multiply(by: Float(pixelCalibration * pixelCalibration))
        image = try MaskedImage(image: white, variance: variance, mask: mask)
    }

    /// Where blank sky scatters less than so much of what the variances say, the images are not independent, and what
    /// is left over is not made more significant.
    static let leastCalibration = 0.7
}
