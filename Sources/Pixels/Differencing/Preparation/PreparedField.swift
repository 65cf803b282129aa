internal import Detection
internal import Imaging

/// What is found in two images before they are subtracted: stars, and the PSF of the one that stays.
struct PreparedField {
    let model: PairModel
    let stars: MatchedStars
    let stamps: [StampPosition]
    let psf: MeasuredPSF
    let noise: (science: Double, template: Double)

    /// The images ready to be subtracted, without their sky, and what is found in them.
    static func prepare(
        science: consuming MaskedImage, template: consuming MaskedImage, _ options: DifferencerOptions, threads: Int
    ) throws -> (pair: ImagePair, field: PreparedField) {
        let (raw, deep) = (consume science, consume template)
        try PixelCensus.check(science: raw, template: deep)
        let flat = try FlatImage.both(
            science: consume raw, template: consume deep, cell: options.backgroundCell, threads: threads)
        let stars: MatchedStars
        do {
            stars = try MatchedStars(
                flat.science, flat.template, limit: options.fit.mostStamps, threads: threads)
        } catch let error as DetectionError {
            throw DifferencingError(.noData, "\(error)")
        }
        let convolved = options.convolving ?? (stars.templateFWHM <= stars.scienceFWHM ? .template : .science)
        let stamps = stars.stamps(convolving: convolved)
        guard stamps.count >= options.leastStamps else {
            throw DifferencingError(
                .fewStamps,
                "\(stamps.count) sources are bright and isolated in both images; \(options.leastStamps) are needed")
        }
        let pair = try ImagePair(
            science: flat.science.matching, template: flat.template.matching, convolving: convolved)
        let field = PreparedField(
            model: pair.model, stars: stars, stamps: stamps, psf: try psf(pair, stars, threads),
            noise: (flat.science.noise.typical, flat.template.noise.typical))
        return (pair, field)
    }

    private static func psf(_ pair: ImagePair, _ stars: MatchedStars, _ threads: Int) throws -> MeasuredPSF {
        let reference = pair.reference
        let chosen = stars.stars(in: pair.convolved == .template ? .science : .template)
        do {
            let image = try MaskedImage(
                image: reference.image, variance: variances(of: reference),
                mask: reference.mask)
            return try MeasuredPSF(of: image, stars: chosen, threads: threads)
        } catch {
            throw DifferencingError(
                .fewStamps,
                "no PSF: of \(stars.candidates.count) bright and isolated sources \(chosen.count) are stars: \(error)")
        }
    }

    /// By the model, of every pixel.
    private static func variances(of reference: MatchingImage) -> Image<Float> {
        var result = Image<Float>(width: reference.image.width, height: reference.image.height, repeating: 0)
        let (sky, gain) = (Float(reference.variance.sky), Float(reference.variance.gain))
        result.withUnsafeMutablePixels { variances in
            reference.image.withUnsafePixels { values in
                for n in variances.indices { variances[n] = sky + gain * max(values[n], 0) }
            }
        }
        return result
    }
}
