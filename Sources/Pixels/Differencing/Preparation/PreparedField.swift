internal import Detection
internal import Imaging

/// Two images ready to be subtracted: without sky, with stars found, and the PSF of the one that stays.
struct PreparedField {
    let pair: ImagePair
    let stars: MatchedStars
    let stamps: [StampPosition]
    let psf: MeasuredPSF
    let noise: (science: Double, template: Double)

    init(
        science: consuming MaskedImage, template: consuming MaskedImage, _ options: DifferencerOptions, threads: Int
    ) throws {
        let (raw, deep) = (consume science, consume template)
        try PixelCensus.check(science: raw, template: deep)
        let flat = try FlatImage.both(
            science: raw, template: deep, cell: options.backgroundCell, threads: threads)
        noise = (flat.science.noise.typical, flat.template.noise.typical)
        do {
            stars = try MatchedStars(
                flat.science, flat.template, limit: options.fit.mostStamps, threads: threads)
        } catch let error as DetectionError {
            throw DifferencingError(.noData, "\(error)")
        }
        let convolved = options.convolving ?? (stars.templateFWHM <= stars.scienceFWHM ? .template : .science)
        stamps = stars.stamps(convolving: convolved)
        guard stamps.count >= options.leastStamps else {
            throw DifferencingError(
                .fewStamps,
                "\(stamps.count) sources are bright and isolated in both images; \(options.leastStamps) are needed")
        }
        pair = try ImagePair(
            science: flat.science.matching, template: flat.template.matching, convolving: convolved)
        psf = try Self.psf(pair, stars, threads)
    }

    private static func psf(_ pair: ImagePair, _ stars: MatchedStars, _ threads: Int) throws -> MeasuredPSF {
        let reference = pair.reference
        let chosen = stars.stars(in: pair.convolved == .template ? .science : .template)
        do {
            let image = try MaskedImage(
                image: reference.image, variance: reference.variance.variance(of: reference.image),
                mask: reference.mask)
            return try MeasuredPSF(of: image, stars: chosen, threads: threads)
        } catch {
            throw DifferencingError(
                .fewStamps,
                "no PSF: of \(stars.candidates.count) bright and isolated sources \(chosen.count) are stars: \(error)")
        }
    }
}
