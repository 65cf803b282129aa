internal import Detection
internal import Imaging

extension Difference {
    /// Subtracts with a fitted kernel: the convolution is by blocks, what is left as background is taken away.
    ///
    /// Complexity: O(pixels x kernel's pixels). Throws `DifferencingError` when the kernel belongs to an image of
    /// another size or has no light, or options are out of range.
    public init(
        _ pair: ImagePair, kernel: KernelField, options: SubtractionOptions = SubtractionOptions(),
        threads: Int = .max
    ) throws {
        try options.check()
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
        block = options.block
        scene = try pair.sharper.image.convolved(withBlocks: blocks, of: options.block, threads: threads)
        let variance = try Self.variance(pair, kernel, options.block, threads)
        let mask = Self.mask(pair, options, kernel.basis.radius)
        image = try MaskedImage(
            image: Image(width: pair.width, height: pair.height, repeating: 0), variance: variance, mask: mask)
        subtract(pair)
        levelBackground(pair, options, threads)
    }

    /// Turns the convolved image into difference, scene and variance in the template's unit.
    private mutating func subtract(_ pair: ImagePair) {
        let (width, block, sums) = (pair.width, block, kernelSums)
        let isTemplate = pair.convolved == .template
        pair.reference.image.withUnsafePixels { reference in
            scene.withUnsafeMutablePixels { scene in
                image.image.withUnsafeMutablePixels { difference in
                    image.variance.withUnsafeMutablePixels { variance in
                        for y in 0..<pair.height {
                            for column in 0..<sums.width {
                                let unit = Float(pair.unit(Double(sums[column, y / block])))
                                let (scale, signed) = (1 / unit, Float(pair.sign) / unit)
                                for n in y * width + column * block..<y * width + min(width, (column + 1) * block) {
                                    let model = scene[n]
                                    difference[n] = signed * (reference[n] - model)
                                    scene[n] = isTemplate ? model * scale : reference[n]
                                    variance[n] *= scale * scale
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func levelBackground(_ pair: ImagePair, _ options: SubtractionOptions, _ threads: Int) {
        let smooth = pair.template.image.smoothed(sigma: 2, threads: threads)
        let limit = Float(options.sourceThreshold * pair.template.variance.sky.squareRoot())
        let (mask, plane) = (image.mask, image.image)
        let map = mask.withUnsafePixels { mask in
            smooth.withUnsafePixels { smooth in
                let lent = Lent((mask, smooth))
                return CellMap(plane, cell: options.backgroundCell, threads: threads) { n in
                    lent.pointer.0[n].isDisjoint(with: .excluding) && lent.pointer.1[n] <= limit
                }
            }
        }
        let (width, height) = (image.width, image.height)
        let places = map.places(width: width)
        image.image.withUnsafeMutablePixels { difference in
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
        result.insertRim(.edge, margin: Int(options.coreRadius))
        return result
    }
}
