public import Imaging

/// How footprints that hold several sources are divided among them.
public struct Deblending: Sendable, Hashable {
    /// The least height of a source above the saddle between it and a higher one, in standard deviations of the noise there.
    public var prominence: Double
    /// The least share of the footprint's light that a source must hold above that saddle.
    public var contrast: Double
    /// Sigma in pixels of the Gaussian that peaks are looked for with, less than the PSF's so that close pairs stay apart.
    public var smoothing: Double
    /// A footprint that would have more sources stays whole.
    public var limit: Int

    /// Nothing is checked; a smoothing below 0.2 pixels counts as 0.2.
    public init(prominence: Double = 6, contrast: Double = 0.001, smoothing: Double = 0.5, limit: Int = 500) {
        (self.prominence, self.contrast, self.smoothing, self.limit) = (prominence, contrast, smoothing, limit)
    }

    /// The sources of a footprint: one footprint each, that share the pixels by the valleys between them, each with one
    /// peak, in the order of the peaks.
    ///
    /// Peaks are looked for in the image smoothed a little, and in the map that the footprint is of; what shows more of them
    /// counts. A footprint of one source is itself. Complexity: O(pixels x log pixels).
    ///
    /// - Parameters:
    ///   - image: from which the sky was taken.
    ///   - map: the S/N map in which the footprint was found.
    ///   - noise: standard deviation of a pixel of sky there; that of brighter pixels is taken from the variances.
    public func sources(
        of footprint: Footprint, in image: MaskedImage, map: Image<Float>, noise: Double
    ) -> [Footprint] {
        guard footprint.area > 6, let highest = footprint.highest, noise > 0 else { return [footprint] }
        let pixels = FootprintPixels(footprint, sign: highest.isNegative ? -1 : 1)
        guard let kernel = try? SeparableKernel.gaussian(sigma: max(0.2, smoothing)) else { return [footprint] }
        let sharp = pixels.smoothed(image.image, kernel, scale: Float(1 / (noise * kernel.noiseFactor)))
        var (tree, values) = (PeakTree?.none, sharp)
        if PeakTree.maxima(sharp, width: pixels.box.width, above: Float(prominence)) > 1 {
            tree = self.tree(sharp, pixels, image.variance, noise)
        }
        if footprint.peaks.count > max(1, tree?.peaks.count ?? 1) {
            let significances = pixels.values(map)
            let coarse = self.tree(significances, pixels, image.variance, noise)
            if coarse.peaks.count > tree?.peaks.count ?? 1 { (tree, values) = (coarse, significances) }
        }
        guard let tree, tree.peaks.count > 1, tree.peaks.count <= limit else { return [footprint] }
        return pixels.children(tree, values, map)
    }

    private func tree(
        _ values: [Float], _ pixels: FootprintPixels, _ variance: Image<Float>, _ noise: Double
    ) -> PeakTree {
        let prominences = pixels.variances(variance).map { variance in
            Float(prominence * max(1, Double(max(0, variance)).squareRoot() / noise))
        }
        return PeakTree(values, width: pixels.box.width, prominences: prominences, contrast: contrast)
    }
}
