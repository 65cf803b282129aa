internal import Detection
internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The steps from an exposure to its warp.
struct ExposureWarping: Sendable {
    /// Side in pixels of the blocks in which a matching kernel is the same.
    private static let block = 64

    let exposure: TemplateExposure
    let frame: TemplateFrame
    let map: CoordinateMap
    let threads: Int

    private var options: WarpOptions { frame.options }
    /// Template units in one unit of the exposure.
    private var scale: Double { pow(10, 0.4 * (frame.zeroPoint - exposure.zeroPoint)) }

    func check() throws {
        guard exposure.band == frame.band else {
            throw TemplatesError(
                .band, "\(exposure.id) is of the band \(exposure.band), the template of \(frame.band)")
        }
        guard scale.isNormal else {
            throw TemplatesError(.parameter, "\(exposure.id) has the zero point \(exposure.zeroPoint)")
        }
    }

    /// The exposure without sky and with unusable pixels filled, and the median of the sky.
    func prepared() throws -> (image: MaskedImage, sky: Double) {
        var (image, sky) = (exposure.image, 0.0)
        guard !image.usableValues(step: 8).isEmpty || !image.usableValues().isEmpty else {
            throw TemplatesError(.allMasked, "\(exposure.id) has no usable pixel")
        }
        if let cell = options.skyCell {
            let background: Background
            do {
                (background, _) = try Background.withoutSources(
                    of: image, settings: Background.Settings(cell: cell), threads: threads)
            } catch { throw TemplatesError(.allMasked, "\(exposure.id): \(error)") }
            try background.subtract(from: &image.image)
            sky = background.level.typical
        }
        image.clearUnusable()
        image.fill(threads: threads)
        return (image, sky * scale)
    }

    func warped(_ image: MaskedImage) throws -> MaskedImage {
        var result = image.warped(
            width: frame.width, height: frame.height, kernel: options.kernel, step: options.mapStep, threads: threads,
            map: map)
        let scale = Float(scale)
        if scale != 1 {
            result.image.multiply(by: scale)
            result.variance.multiply(by: scale * scale)
        }
        return result
    }

    func psfs(on grid: PSFGrid) -> [WarpedNode?] {
        let model = WarpedPSF(psf: exposure.psf, bounds: exposure.image.bounds, map: map, kernel: options.kernel)
        return mapped(grid.count, threads: threads) { n in
            let place = grid.place(n)
            return model.image(atX: place.x, y: place.y, side: grid.side)
        }
    }

    /// Variance per pixel of sums over blank sky, and that of single pixels.
    func noise(of warp: MaskedImage) throws -> WarpNoise {
        let count = warp.usableCount
        guard count > 0 else { throw missing(warp) }
        let step = count > 40_000 ? 4 : 1
        let own = median(exposure.image.usableVariances(step: 4)) ?? median(exposure.image.usableVariances())
        let pixel = median(warp.usableVariances(step: step)) ?? median(warp.usableVariances())
        guard let own, let pixel, let area = area(of: warp) else { throw missing(warp) }
        return WarpNoise(pixels: count, sum: Double(own) * scale * scale * area, single: Double(pixel))
    }

    private func missing(_ warp: MaskedImage) -> TemplatesError {
        warp.mask.pixels.allSatisfy { $0.contains(.noData) }
            ? TemplatesError(.noOverlap, "\(exposure.id) does not overlap the template")
            : TemplatesError(.allMasked, "\(exposure.id) has no usable pixel on the template")
    }

    /// Source pixels in a pixel of the frame, in the middle of what is covered.
    private func area(of warp: MaskedImage) -> Double? {
        let places = stride(from: 0, to: frame.height, by: max(1, frame.height / 16)).flatMap { y in
            stride(from: 0, to: frame.width, by: max(1, frame.width / 16)).map { (x: $0, y: y) }
        }
        let covered = places.filter { !warp.mask[$0.x, $0.y].contains(.noData) }
        let areas = (covered.isEmpty ? places : covered).map { area(atX: Double($0.x), y: Double($0.y)) }
        let finite = areas.filter { $0.isNormal }.sorted()
        return finite.isEmpty ? nil : finite[finite.count / 2]
    }

    private func area(atX x: Double, y: Double) -> Double {
        let (left, right, low, high) = (map(x - 0.5, y), map(x + 0.5, y), map(x, y - 0.5), map(x, y + 0.5))
        return abs((right.x - left.x) * (high.y - low.y) - (right.y - left.y) * (high.x - low.x))
    }

    func input(_ warp: MaskedImage, sky: Double, noise: WarpNoise, psfs: [WarpedNode?]) -> CoaddInput {
        let known = psfs.compactMap { $0 }
        let covered = known.filter(\.isCovered)
        let widths = (covered.isEmpty ? known : covered).map(\.image.noiseFWHM).filter(\.isFinite).sorted()
        return CoaddInput(
            id: exposure.id, checksum: exposure.checksum, band: exposure.band, mjdTai: exposure.mjdTai,
            zeroPoint: exposure.zeroPoint, weight: 1 / noise.sum,
            fwhm: widths.isEmpty ? .nan : widths[widths.count / 2], pixels: noise.pixels,
            noiseCorrelation: noise.sum / noise.single, matchedVariance: 0, mismatch: 0, sky: sky)
    }

    /// The warp's light matched to the target, with its variance. Pixels near saturated ones are left out like these: their
    /// light is not what a kernel can match.
    func matchedLight(_ warp: MaskedImage, by kernels: MatchingKernels) throws -> MaskedImage {
        let growth = options.saturatedGrowth
        var result = try warp.convolved(
            withBlocks: kernels.blocks(of: Self.block), of: Self.block, spreading: [], threads: threads)
        result.mask = warp.mask.grown(byX: growth, y: growth, planes: .saturated)
        return result
    }

    /// The warp matched to the target, raised near light that is sharper than stars; NaN where it is unusable or next to
    /// saturated pixels.
    func matched(_ warp: MaskedImage, by kernels: MatchingKernels) throws -> Image<Float> {
        var result = try warp.image.convolved(
            withBlocks: kernels.blocks(of: Self.block), of: Self.block, threads: threads)
        let growth = options.saturatedGrowth
        let near = warp.mask.grown(byX: growth, y: growth, planes: .saturated)
        result.withUnsafeMutablePixels { values in
            warp.forEachUsable(mask: near) { n, isUsable in if !isUsable { values[n] = .nan } }
        }
        SharpLight(reach: options.kernel.radius + 1).spread(&result, of: warp, loss: Float(kernels.loss))
        return result
    }
}

/// Noise of a warp, in the template's unit squared.
struct WarpNoise: Sendable {
    /// Usable pixels.
    var pixels: Int
    /// Variance of a sum over many pixels of blank sky, per pixel.
    var sum: Double
    /// Variance of a pixel of blank sky.
    var single: Double
}
