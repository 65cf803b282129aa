internal import Detection
internal import Imaging

/// A white difference that is to be searched, and all that is known of it, however it was made.
struct DifferenceSearch {
    let stars: MatchedStars
    let white: WhiteDifference
    /// Stars that the subtraction was fitted to.
    let used: [StampPosition]
    /// Variance of one unit of light of a new source and of a vanished one, in the template's unit.
    let gains: (science: Double, template: Double)
    /// Pixels that the difference's mask has grown saturated regions by.
    let spread: Int
    let kernelField: KernelField?
    /// Place in the science image less that in the difference, by position in pixels.
    let displacement: @Sendable (_ x: Double, _ y: Double) -> (x: Double, y: Double)
    /// Without residuals and quality.
    let report: KernelReport

    func result(
        _ options: DifferencerOptions, raw: MaskedImage?, threads: Int, onStep: (DifferencingStep) -> Void
    ) -> DifferencingResult {
        defer { onStep(.search) }
        let residuals = StarResiduals(of: white, at: used, threads: threads)
        let peaks = model(residuals).detections(options, spread: spread, threads: threads)
        var kernel = report
        kernel.residuals = residuals
        kernel.quality = kernel.doubts
        if peaks.isCut { kernel.quality.insert(.tooManyPeaks) }
        var detections = inScience(peaks.detections)
        if !kernel.quality.isEmpty {
            for n in detections.indices { detections[n].flags.insert(.poorSubtraction) }
        }
        return DifferencingResult(
            difference: white.image, rawDifference: raw, significance: white.significance, scene: white.scene,
            psf: white.psf, kernel: kernel, kernelField: kernelField, detections: detections,
            counts: DifferencingResult.Counts(
                usablePixels: PixelCensus(white.image).usable, peaks: peaks.counts.peaks,
                modelledPeaks: peaks.counts.modelled, rejectedPeaks: peaks.counts.rejected))
    }

    /// The light of the difference stands where one of the images has it; positions are told as they are in the science
    /// image.
    private func inScience(_ detections: [DifferenceDetection]) -> [DifferenceDetection] {
        detections.map {
            var detection = $0
            let shift = displacement($0.x, $0.y)
            (detection.x, detection.y) = ($0.x + shift.x, $0.y + shift.y)
            return detection
        }
    }

    private func model(_ residuals: StarResiduals) -> ResidualModel {
        let scale = white.significanceCalibration / white.pixelCalibration
        let scene = white.scene
        return ResidualModel(
            white: white, sources: SourceIndex(sources, width: scene.width, height: scene.height),
            residuals: residuals, uncertainty: report.uncertainty, fwhm: max(stars.scienceFWHM, stars.templateFWHM),
            varianceScale: scale * scale, gains: gains)
    }

    /// The template's sources, marked where the science image lacks more than 0.6 of their light.
    private var sources: [StaticSource] {
        let (difference, scene) = (white.image, white.scene)
        return stars.sources.map { source in
            let (x, y) = (Int(source.x.rounded()), Int(source.y.rounded()))
            guard scene.bounds.contains(x: x, y: y), difference.isUsable(x: x, y: y) else { return source }
            var source = source
            source.isGone = difference.image[x, y] < -0.6 * scene[x, y]
            return source
        }
    }
}
