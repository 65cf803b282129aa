public import Imaging

extension PatchWarp {
    /// Warps an exposure onto the frame's pixels.
    ///
    /// Its sky is taken away, unusable pixels are filled from their neighbours (and stay unusable), light is resampled by a
    /// Lanczos kernel so that fluxes stay what they are, and scaled to the frame's zero point. With a target PSF the result
    /// is convolved, too, by kernels that vary over the frame. Complexity: O(pixels of both).
    ///
    /// - Parameters:
    ///   - map: where pixels of the frame lie in the exposure; `Patch.map(to:)` makes it.
    ///   - threads: at most so many; the result is the same for any number.
    ///
    /// Throws `TemplatesError` where the band is another, nothing is usable, no usable pixel falls onto the frame, or the
    /// PSF cannot be matched.
    public init(
        of exposure: TemplateExposure, onto frame: TemplateFrame, threads: Int = .max, map: @escaping CoordinateMap
    ) throws {
        let work = ExposureWarping(exposure: exposure, frame: frame, map: map, threads: threads)
        try work.check()
        let (ready, sky) = try work.prepared()
        var image = try work.warped(ready)
        let grid = frame.psfGrid
        var psfs = work.psfs(on: grid)
        let noise = try work.noise(of: image)
        var input = work.input(image, sky: sky, noise: noise, psfs: psfs)
        var matched: Image<Float>?
        if let target = frame.options.target {
            let kernels = try MatchingKernels(psfs, on: grid, target: target, threads: threads)
            (input.mismatch, input.matchedVariance) = (kernels.mismatch, kernels.noise / input.weight)
            matched = try work.matched(image, by: kernels)
            if frame.options.matchesLight {
                image = try work.matchedLight(image, by: kernels)
                psfs = try kernels.applied(to: psfs)
                input.noiseCorrelation = try noise.sum / work.noise(of: image).single
            }
        }
        self.init(frame: frame, input: input, image: image, matched: matched, psfs: psfs)
    }
}
