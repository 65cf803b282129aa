internal import Detection
internal import Imaging

extension Difference {
    /// Subtracts with a fitted kernel: the convolution is by blocks, what is left as background is taken away.
    ///
    /// Complexity: O(pixels x kernel's pixels). Throws `DifferencingError` when the kernel belongs to an image of
    /// another size or has no light, or options are out of range.
    public init(
        _ pair: consuming ImagePair, kernel: KernelField, options: SubtractionOptions = SubtractionOptions(),
        threads: Int = .max
    ) throws {
        try options.check()
        let pair = consume pair
        guard kernel.width == pair.width, kernel.height == pair.height else {
            throw DifferencingError(
                .size,
                "a kernel for \(kernel.width) x \(kernel.height) pixels on an image of \(pair.width) x \(pair.height)")
        }
        let blocks = try kernel.kernels(forBlocks: options.block, threads: threads)
        kernelSums = try kernel.sums(forBlocks: options.block)
        guard kernelSums.pixels.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw DifferencingError(
                .singular, "the kernel's sum is not above 0 everywhere: there are no stars, or none alike")
        }
        (block, model) = (options.block, pair.model)
        mask = Self.mask(pair, options, kernel.basis.radius)
        let convolved = try pair.sharper.image.convolved(withBlocks: blocks, of: options.block, threads: threads)
        template = pair.template.image
        // Each image has one owner from here on, so that they are changed where they are.
        if model.convolved == .template {
            (image, scene) = (pair.science.image, convolved)
        } else {
            (image, scene) = (convolved, template)
        }
        _ = consume pair
        subtract()
        levelBackground(options, threads)
    }

    /// Takes the scene from the image, and both to the template's unit.
    private mutating func subtract() {
        let (width, height, block, sums, model) = (image.width, image.height, block, kernelSums, model)
        guard model.convolved == .template else {
            return scene.withUnsafePixels { scene in
                image.withUnsafeMutablePixels { image in for n in image.indices { image[n] -= scene[n] } }
            }
        }
        scene.withUnsafeMutablePixels { scene in
            image.withUnsafeMutablePixels { image in
                for y in 0..<height {
                    for column in 0..<sums.width {
                        let scale = Float(1 / model.unit(Double(sums[column, y / block])))
                        for n in y * width + column * block..<y * width + min(width, (column + 1) * block) {
                            image[n] = scale * (image[n] - scene[n])
                            scene[n] *= scale
                        }
                    }
                }
            }
        }
    }

    /// What is left as background, by cells without sources.
    private func background(_ options: SubtractionOptions, _ threads: Int) -> CellMap {
        let smooth = template.smoothed(sigma: 2, threads: threads)
        let limit = Float(options.sourceThreshold * model.template.sky.squareRoot())
        return mask.withUnsafePixels { mask in
            smooth.withUnsafePixels { smooth in
                let lent = Lent((mask, smooth))
                return CellMap(image, cell: options.backgroundCell, threads: threads) { n in
                    lent.pointer.0[n].isDisjoint(with: .excluding) && lent.pointer.1[n] <= limit
                }
            }
        }
    }

    private mutating func levelBackground(_ options: SubtractionOptions, _ threads: Int) {
        let map = background(options, threads)
        let (width, height, mask) = (image.width, image.height, mask)
        let places = map.places(width: width)
        image.withUnsafeMutablePixels { difference in
            mask.withUnsafePixels { mask in
                let lent = Lent((difference, mask))
                concurrently(height, threads: threads) { y in
                    let (difference, mask) = lent.pointer
                    for (x, level) in map.row(y, places).enumerated() {
                        let n = y * width + x
                        difference[n] = mask[n].isDisjoint(with: .excluding) ? difference[n] - level : 0
                    }
                }
            }
        }
    }

    private static func mask(_ pair: ImagePair, _ options: SubtractionOptions, _ radius: Int) -> Image<MaskPlanes> {
        var result = pair.reference.mask
        result.insertDiscs(of: pair.sharper.mask, planes: .all, radius: 0)
        result.insertDiscs(of: pair.sharper.mask, planes: .excluding, radius: options.coreRadius)
        for mask in [pair.reference.mask, pair.sharper.mask] {
            result.insertDiscs(of: mask, planes: .saturated, radius: Double(radius))
        }
        result.markEdges(.edge, margin: Int(options.coreRadius))
        return result
    }
}
