public import Imaging
internal import Synchronization

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
        let tiles = try TileSums(pass, threads)
        significanceCalibration = BlankSky.scatter(tiles.blank.significances)
        pixelCalibration = BlankSky.scatter(tiles.blank.pulls)
        self.psf = TilePSF(
            core: options.core, columns: (pair.width + options.core - 1) / options.core, tiles: tiles.psfs)
        scene = tiles.scene
        significance = tiles.significance
        significance.multiply(by: Float(1 / significanceCalibration))
        image = try MaskedImage(image: tiles.difference, variance: tiles.variance, mask: difference.image.mask)
        image.variance.multiply(by: Float(pixelCalibration * pixelCalibration))
    }
}

/// The tiles put together.
private struct TileSums {
    var difference: Image<Float>
    var significance: Image<Float>
    var variance: Image<Float>
    var scene: Image<Float>
    var psfs: [GridPSF] = []
    var blank = BlankSky([])

    init(_ pass: TilePass, _ threads: Int) throws {
        let empty = Image<Float>(width: pass.pair.width, height: pass.pair.height, repeating: 0)
        (difference, significance, variance, scene) = (empty, empty, empty, empty)
        let core = pass.options.core
        let columns = (empty.width + core - 1) / core
        let rows = (empty.height + core - 1) / core
        var samples: [BlankSky] = []
        for row in 0..<rows {
            let results = Mutex([Int: Swift.Result<TilePass.Result, any Error>]())
            concurrently(columns, threads: threads) { column in
                let result = Swift.Result { try pass.run(row * columns + column) }
                results.withLock { $0[column] = result }
            }
            let done = results.withLock { $0 }
            for column in 0..<columns {
                guard let result = try done[column]?.get() else { continue }
                let box = pass.box(row * columns + column)
                take(result, box, pass.margin)
                psfs.append(try GridPSF(result.psf))
                samples.append(
                    BlankSky(
                        pass.pair, pass.difference.image.mask, result, core: box, margin: pass.margin,
                        step: pass.options.calibrationStep))
            }
        }
        blank = BlankSky(samples)
    }

    private mutating func take(_ result: TilePass.Result, _ box: PixelBox, _ margin: Int) {
        let inner = PixelBox(x: margin, y: margin, width: box.width, height: box.height)
        difference.paste(result.difference.cropped(to: inner), atX: box.x, y: box.y)
        significance.paste(result.significance.cropped(to: inner), atX: box.x, y: box.y)
        let positive = result.variance.cropped(to: inner).map { max($0, 1e-3) }
        variance.paste(positive, atX: box.x, y: box.y)
        scene.paste(result.scene.cropped(to: inner), atX: box.x, y: box.y)
    }
}

extension Image<Float> {
    mutating func multiply(by factor: Float) {
        withUnsafeMutablePixels { for n in $0.indices { $0[n] *= factor } }
    }
}
