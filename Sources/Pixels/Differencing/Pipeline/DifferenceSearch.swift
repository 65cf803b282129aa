internal import Detection
internal import Imaging

/// A white difference that is to be searched, and all that is known of it.
struct DifferenceSearch {
    let field: PreparedField
    let fit: KernelFit
    let white: WhiteDifference
    /// Of the kernel, one pixel for each block.
    let sums: Image<Float>

    func result(_ options: DifferencerOptions, raw: MaskedImage?, threads: Int) -> DifferencingResult {
        let used = zip(field.stamps, fit.isUsed).filter { $1 }.map { $0.0 }
        let residuals = StarResiduals(of: white, at: used, threads: threads)
        let peaks = model(residuals).detections(
            options, spread: options.fit.basis.radius, threads: threads)
        var kernel = report(residuals)
        if peaks.isCut { kernel.quality.insert(.tooManyPeaks) }
        var detections = peaks.detections
        if !kernel.quality.isEmpty {
            for n in detections.indices { detections[n].flags.insert(.poorSubtraction) }
        }
        return DifferencingResult(
            difference: white.image, rawDifference: raw, significance: white.significance, scene: white.scene,
            psf: white.psf, kernel: kernel, kernelField: fit.field, detections: detections,
            counts: DifferencingResult.Counts(
                usablePixels: PixelCensus(white.image).usable, peaks: peaks.counts.peaks,
                modelledPeaks: peaks.counts.modelled, rejectedPeaks: peaks.counts.rejected))
    }

    private func model(_ residuals: StarResiduals) -> ResidualModel {
        let scale = white.significanceCalibration / white.pixelCalibration
        let (model, scene) = (field.model, white.scene)
        return ResidualModel(
            white: white, sources: SourceIndex(sources, width: scene.width, height: scene.height),
            residuals: residuals, uncertainty: fit.uncertainty,
            fwhm: max(field.stars.scienceFWHM, field.stars.templateFWHM), varianceScale: scale * scale,
            gains: (model.science.gain / model.scienceUnit(kernelSum.mean), model.template.gain))
    }

    /// The template's sources, marked where the science image lacks more than 0.6 of their light.
    private var sources: [StaticSource] {
        let (difference, scene) = (white.image, white.scene)
        return field.stars.sources.map { source in
            let (x, y) = (Int(source.x.rounded()), Int(source.y.rounded()))
            guard scene.bounds.contains(x: x, y: y), difference.isUsable(x: x, y: y) else { return source }
            var source = source
            source.isGone = difference.image[x, y] < -0.6 * scene[x, y]
            return source
        }
    }

    private var kernelSum: (mean: Double, scatter: Double) {
        let values = sums.pixels.map(Double.init)
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
        return (mean, square.squareRoot())
    }

    private func report(_ residuals: StarResiduals) -> KernelReport {
        let stars = field.stars
        var report = KernelReport(
            convolved: field.model.convolved, scienceFWHM: stars.scienceFWHM, templateFWHM: stars.templateFWHM,
            candidates: stars.candidates.count, stars: stars.isStar.reduce(0) { $1 ? $0 + 1 : $0 },
            psfStars: field.psf.starCount, stamps: field.stamps.count,
            stampsUsed: fit.isUsed.reduce(0) { $1 ? $0 + 1 : $0 }, reducedChiSquare: fit.medianChiSquare,
            kernelSum: kernelSum.mean, kernelSumScatter: kernelSum.scatter, modes: fit.modes,
            effectiveCoefficients: fit.effectiveCoefficients, shift: fit.shift, uncertainty: fit.uncertainty,
            residuals: residuals, scienceNoise: field.noise.science, templateNoise: field.noise.template,
            significanceCalibration: white.significanceCalibration, pixelCalibration: white.pixelCalibration,
            quality: [])
        report.quality = quality(report)
        return report
    }

    private func quality(_ report: KernelReport) -> SubtractionQuality {
        var quality: SubtractionQuality = []
        if report.stampsUsed < 3 * report.modes { quality.insert(.fewStamps) }
        if !(0.5...1.6).contains(report.reducedChiSquare) { quality.insert(.poorFit) }
        if report.uncertainty.isLarge { quality.insert(.uncertainKernel) }
        if report.kernelSumScatter > 0.1 * abs(report.kernelSum) { quality.insert(.unevenScale) }
        let calibrations = [report.significanceCalibration, report.pixelCalibration]
        if calibrations.contains(where: { abs($0 - 1) > 0.1 }) { quality.insert(.poorNoise) }
        if report.psfStars < 20 { quality.insert(.fewStars) }
        return quality
    }
}

extension KernelUncertainty {
    /// Whether stars are shifted by more than 0.1 pixels or their fluxes are off by more than 3 % at most points.
    fileprivate var isLarge: Bool {
        Robust.median(grid.map { max($0.x, $0.y) }) > 0.1 || Robust.median(grid.map(\.flux)) > 0.03
    }
}
