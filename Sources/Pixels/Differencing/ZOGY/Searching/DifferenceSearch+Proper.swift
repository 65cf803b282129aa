internal import Detection
internal import Imaging

extension DifferenceSearch {
    /// A proper difference of two images with their sky, ready to be searched.
    ///
    /// Throws `DifferencingError` as `ImageDifferencer.run(science:template:threads:)`.
    static func proper(
        science: consuming MaskedImage, template: consuming MaskedImage, _ options: DifferencerOptions, threads: Int,
        onStep: (DifferencingStep) -> Void
    ) throws -> DifferenceSearch {
        let flat = try PreparedField.flatten(
            science: consume science, template: consume template, options, threads: threads)
        onStep(.preparation)
        let pair = try ProperPair(flat.science, flat.template, flat.stars, options, threads)
        var difference = try ProperDifference(
            science: pair.science, template: pair.template, match: pair.match, options: options.proper,
            threads: threads)
        difference.levelSky(pair.template, options.subtraction, threads: threads)
        defer { onStep(.properSubtraction) }
        let report = pair.report(difference, flat.stars)
        return DifferenceSearch(
            stars: flat.stars, white: try WhiteDifference(difference), used: pair.match.stars,
            gains: (difference.gains.science / report.kernelSum, difference.gains.template),
            spread: Int(options.proper.saturatedRadius), kernelField: nil,
            displacement: { [match = pair.match] x, y in
                (match.shiftX.value(atX: x, y: y), match.shiftY.value(atX: x, y: y))
            }, report: report)
    }
}

/// Two images with their PSFs, and how their stars agree.
struct ProperPair {
    private(set) var science: ProperImage
    let template: ProperImage
    let match: StarMatch
    private let psfStars: Int
    private let pairs: Int

    init(
        _ science: FlatImage, _ template: FlatImage, _ stars: MatchedStars, _ options: DifferencerOptions,
        _ threads: Int
    ) throws {
        let (own, other) = (try science.matching, try template.matching)
        let psfs = try Self.psfs(own, other, stars, threads)
        // The noise that the variances tell: what the sky's cells show holds the wings of crowded stars too.
        self.science = try ProperImage(own, psf: psfs.0)
        self.template = try ProperImage(other, psf: psfs.1)
        let places = stars.stars(in: .template).map { StampPosition(x: $0.column, y: $0.row) }
        guard places.count >= options.leastStamps else {
            throw DifferencingError(
                .fewStamps,
                "\(places.count) stars are bright and isolated in both images; \(options.leastStamps) are needed")
        }
        let side = options.proper.tiles.psfSide
        let first = try StarMatch(
            science: self.science, template: self.template, stars: places, side: side, threads: threads)
        self.science.psf = try CorrectedPSF.science(
            self.science, self.template, first, options.proper, threads: threads)
        match = try StarMatch(
            science: self.science, template: self.template, stars: places, side: side, threads: threads)
        (psfStars, pairs) = (min(psfs.0.starCount, psfs.1.starCount), places.count)
    }

    /// Both PSFs to the same radius, which is less where stars are so crowded that those of the one or the other show the
    /// light of neighbours.
    private static func psfs(
        _ own: MatchingImage, _ other: MatchingImage, _ stars: MatchedStars, _ threads: Int
    ) throws -> (MeasuredPSF, MeasuredPSF) {
        func measured(_ radius: Int) throws -> (MeasuredPSF, MeasuredPSF) {
            (
                try PreparedField.psf(of: own, stars, as: .science, radius: radius, threads),
                try PreparedField.psf(of: other, stars, as: .template, radius: radius, threads)
            )
        }
        let widest = try measured(20)
        let radii = [
            ClearRadius.of(widest.0.mean, fwhm: stars.scienceFWHM),
            ClearRadius.of(widest.1.mean, fwhm: stars.templateFWHM),
        ]
        return try radii.compactMap { $0 }.min().map(measured) ?? widest
    }

    /// Without residuals and quality.
    func report(_ difference: ProperDifference, _ stars: MatchedStars) -> KernelReport {
        let (width, height) = (science.width, science.height)
        let ratios = (0..<64).map { n in
            match.ratio.value(
                atX: (Double(n % 8) + 0.5) / 8 * Double(width - 1), y: (Double(n / 8) + 0.5) / 8 * Double(height - 1))
        }
        let sum = DifferenceSearch.spread(of: ratios)
        return KernelReport(
            method: .zogy, convolved: .template, scienceFWHM: stars.scienceFWHM, templateFWHM: stars.templateFWHM,
            candidates: stars.candidates.count, stars: stars.count, psfStars: psfStars, stamps: pairs,
            stampsUsed: match.stars.count, reducedChiSquare: difference.chiSquare(at: match.stars),
            kernelSum: sum.mean, kernelSumScatter: sum.scatter, modes: 0, effectiveCoefficients: 0,
            shift: max(match.sigmaX, match.sigmaY), uncertainty: uncertainty(difference), residuals: .none,
            scienceNoise: science.noise.typical, templateNoise: template.noise.typical,
            significanceCalibration: difference.scoreCalibration, pixelCalibration: difference.pixelCalibration,
            quality: [])
    }

    /// What registration, flux ratio and PSFs do to a star, by the stars.
    private func uncertainty(_ difference: ProperDifference) -> KernelUncertainty {
        let widths = KernelUncertainty.Widths(
            x: 0, y: 0, flux: 0, size: 0, stretch: 0, skew: 0)
        return KernelUncertainty(width: science.width, height: science.height, constant: widths)
    }
}
