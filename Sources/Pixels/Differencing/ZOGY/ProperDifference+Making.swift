internal import Detection
internal import Imaging

extension ProperDifference {
    /// Subtracts the template from the science image, tile by tile.
    ///
    /// - Parameters:
    ///   - match: flux ratio, registration and their noise, by `StarMatch.init(science:template:stars:order:side:threads:)`.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `DifferencingError` when the images differ in size, options are out of range, or a tile's PSFs, noise or flux
    /// ratio are no numbers above 0. Complexity: O(pixels x log tile).
    public init(
        science: ProperImage, template: ProperImage, match: StarMatch, options: ProperOptions = ProperOptions(),
        threads: Int = .max
    ) throws {
        try options.check()
        guard science.width == template.width, science.height == template.height else {
            throw DifferencingError(
                .size,
                "a science image of \(science.width) x \(science.height) and a template of "
                    + "\(template.width) x \(template.height)")
        }
        let pass = try ProperPass(science, template, match, options, threads)
        var planes = try ProperPlanes(pass, threads: threads)
        image = try MaskedImage(
            image: planes.difference, variance: planes.variance, mask: Self.mask(science, template, options))
        modelNoise = ModelNoise.share(planes, image.mask, match)
        ModelNoise.add(modelNoise, planes.common, to: &planes.noise)
        (score, scoreNoise, significance, scene) = (planes.score, planes.noise, planes.score, planes.scene)
        psf = TilePSF(core: options.tiles.core, columns: pass.columns, tiles: planes.psfs)
        (tiles, tileColumns, tileCore) = (planes.terms, pass.columns, options.tiles.core)
        gains = (science.image.variance.gain, template.image.variance.gain)
        clearMasked()
        calibrate(pass, threads)
    }

    private static func mask(
        _ science: ProperImage, _ template: ProperImage, _ options: ProperOptions
    ) -> Image<MaskPlanes> {
        var result = science.image.mask
        result.insertDiscs(of: template.image.mask, planes: .all, radius: 0)
        for mask in [science.image.mask, template.image.mask] {
            result.insertDiscs(of: mask, planes: .excluding, radius: options.maskRadius)
            result.insertDiscs(of: mask, planes: .saturated, radius: options.saturatedRadius)
        }
        result.markEdges(.edge, margin: Int(options.maskRadius))
        return result
    }

    private mutating func clearMasked() {
        let mask = image.mask
        mask.withUnsafePixels { mask in
            image.image.withUnsafeMutablePixels { difference in
                score.withUnsafeMutablePixels { score in
                    for n in mask.indices where !mask[n].isDisjoint(with: .excluding) {
                        (difference[n], score[n]) = (0, 0)
                    }
                }
            }
        }
    }

    private mutating func calibrate(_ pass: ProperPass, _ threads: Int) {
        let sky = ProperSky(self, pass, threads)
        (pixelCalibration, scoreCalibration) = (sky.pixelScatter, sky.scoreScatter)
        image.variance.multiply(by: Float(pixelCalibration * pixelCalibration))
        let factor = Float(1 / scoreCalibration)
        scoreNoise.withUnsafePixels { noise in
            significance.withUnsafeMutablePixels { result in
                score.withUnsafePixels { score in
                    for n in result.indices { result[n] = score[n] / noise[n] * factor }
                }
            }
        }
    }
}
