public import Imaging

extension Background {
    /// Measures the sky of `image` and, `passes` times, again without the sources that the last result shows.
    ///
    /// The mask that was used at the end is given too. The sky is measured on the means of 2 x 2 pixels, which tell as much
    /// of it, the noise on single pixels of a quarter of the rows. What must be filled should be filled before, as sources are
    /// looked for in a smoothed image. Complexity: O(pixels).
    ///
    /// Throws `DetectionError` when no cell has enough usable pixels.
    public static func withoutSources(
        of image: MaskedImage, settings: Settings = Settings(), masking: SourceMasking = SourceMasking(),
        passes: Int = 2, threads: Int = .max
    ) throws -> (background: Background, sources: SourceMask) {
        let binned = try image.binned()
        var (half, halfMasking) = (settings, masking)
        half.cell = max(8, settings.cell / 2)
        halfMasking.smoothing /= 2
        halfMasking.growth /= 2
        halfMasking.brightGrowth /= 2
        var background = try Background(of: binned, settings: half, step: passes > 0 ? 4 : 1, threads: threads)
        var sources = Image<MaskPlanes>(width: binned.width, height: binned.height, repeating: [])
        for pass in 0..<max(0, passes) {
            let flat = try background.subtracted(from: binned.image)
            sources = try halfMasking.mask(of: flat, noise: background.noise, threads: threads)
            background = try Background(
                of: binned, without: .whole(sources), half, step: pass + 1 < passes ? 4 : 1, about: background, threads)
        }
        let mask = SourceMask(half: sources, width: image.width, height: image.height)
        return (try background.fitted(to: image, without: mask, settings, threads), mask)
    }

    /// Measures the sky without the sources of a mask that is known, such as that of a deeper image of the same field, on the
    /// means of 2 x 2 pixels: as good as `init(of:without:settings:step:threads:)` and faster.
    ///
    /// Throws `DetectionError` when the sizes differ, or no cell has enough usable pixels.
    public static func binned(
        of image: MaskedImage, without sources: SourceMask, settings: Settings = Settings(), threads: Int = .max
    ) throws -> Background {
        var half = settings
        half.cell = max(8, settings.cell / 2)
        let background = try Background(of: image.binned(), without: sources.half, settings: half, threads: threads)
        return try background.fitted(to: image, without: sources, settings, threads)
    }

    /// The sky measured on a binned image as that of the image, with the noise of its own pixels.
    private func fitted(
        to image: MaskedImage, without sources: SourceMask, _ settings: Settings, _ threads: Int
    ) throws -> Background {
        let level = try SmoothMap(width: image.width, height: image.height, nodes: level.nodes)
        let start = Background(level: level, noise: noise.scaled(by: 2))
        let noise = try Background(of: image, without: .half(sources), settings, step: 4, about: start, threads).noise
        return Background(level: level, noise: noise)
    }
}
