internal import Detection
internal import Imaging

extension DifferenceSearch {
    /// Of a difference made with a fitted kernel.
    ///
    /// - Parameter sums: of the kernel, one pixel for each block.
    init(field: PreparedField, fit: KernelFit, white: WhiteDifference, sums: Image<Float>, _ options: FitOptions) {
        let model = field.model
        let sum = Self.spread(of: sums.pixels.map(Double.init))
        self.init(
            stars: field.stars, white: white,
            used: zip(field.stamps, fit.isUsed).filter { $1 }.map { $0.0 },
            gains: (model.science.gain / model.scienceUnit(sum.mean), model.template.gain),
            spread: options.basis.radius, kernelField: fit.field,
            displacement: { x, y in
                guard model.convolved == .science else { return (0, 0) }
                let shift = fit.field.shift(atX: x, y: y)
                return (-shift.x, -shift.y)
            }, report: Self.report(field, fit, white, sum))
    }

    private static func report(
        _ field: PreparedField, _ fit: KernelFit, _ white: WhiteDifference, _ sum: (mean: Double, scatter: Double)
    ) -> KernelReport {
        let stars = field.stars
        return KernelReport(
            method: .alardLupton, convolved: field.model.convolved, scienceFWHM: stars.scienceFWHM,
            templateFWHM: stars.templateFWHM, candidates: stars.candidates.count, stars: stars.count,
            psfStars: field.psf.starCount, stamps: field.stamps.count,
            stampsUsed: fit.isUsed.reduce(0) { $1 ? $0 + 1 : $0 }, reducedChiSquare: fit.medianChiSquare,
            kernelSum: sum.mean / field.model.sumExcess, kernelSumScatter: sum.scatter / field.model.sumExcess,
            modes: fit.modes,
            effectiveCoefficients: fit.effectiveCoefficients, shift: fit.shift, uncertainty: fit.uncertainty,
            residuals: .none, scienceNoise: field.noise.science, templateNoise: field.noise.template,
            significanceCalibration: white.significanceCalibration, pixelCalibration: white.pixelCalibration,
            quality: [])
    }

    /// Mean and standard deviation.
    static func spread(of values: [Double]) -> (mean: Double, scatter: Double) {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
        return (mean, square.squareRoot())
    }
}
