internal import Detection
internal import Imaging

/// What is found in two images before they are subtracted: stars, and the PSF of the one that stays.
struct PreparedField {
    var model: PairModel
    let stars: MatchedStars
    let stamps: [StampPosition]
    let psf: MeasuredPSF
    let noise: (science: Double, template: Double)

    /// The images without their sky, what is masked filled in, and the stars that both show.
    static func flatten(
        science: consuming MaskedImage, template: consuming MaskedImage, _ options: DifferencerOptions, threads: Int
    ) throws -> (science: FlatImage, template: FlatImage, stars: MatchedStars) {
        let (raw, deep) = (consume science, consume template)
        try PixelCensus.check(science: raw, template: deep)
        let flat = try FlatImage.both(
            science: consume raw, template: consume deep, cell: options.backgroundCell, threads: threads)
        do {
            let stars = try MatchedStars(flat.science, flat.template, limit: options.fit.mostStamps, threads: threads)
            return (flat.science, flat.template, stars)
        } catch let error as DetectionError {
            throw DifferencingError(.noData, "\(error)")
        }
    }

    /// The images ready to be subtracted, without their sky, and what is found in them.
    static func prepare(
        science: consuming MaskedImage, template: consuming MaskedImage, _ options: DifferencerOptions, threads: Int
    ) throws -> (pair: ImagePair, field: PreparedField) {
        let flat = try flatten(
            science: consume science, template: consume template, options, threads: threads)
        let stars = flat.stars
        let convolved = options.convolving ?? stars.convolved
        let stamps = stars.stamps(convolving: convolved)
        guard stamps.count >= options.leastStamps else {
            throw DifferencingError(
                .fewStamps,
                "\(stamps.count) sources are bright and isolated in both images; \(options.leastStamps) are needed")
        }
        let pair = try ImagePair(
            science: flat.science.matching, template: flat.template.matching, convolving: convolved)
        let psf = try psf(of: pair.reference, stars, as: convolved == .template ? .science : .template, threads)
        let field = PreparedField(
            model: pair.model, stars: stars, stamps: stamps, psf: psf,
            noise: (flat.science.noise.typical, flat.template.noise.typical))
        return (pair, field)
    }

    /// The PSF of one of the images, from the stars that both show, at most so many.
    static func psf(
        of image: MatchingImage, _ stars: MatchedStars, as which: ConvolvedImage, radius: Int = 20, most: Int = .max,
        _ threads: Int
    ) throws -> MeasuredPSF {
        let chosen = Array(stars.stars(in: which).prefix(most))
        do {
            let planes = try MaskedImage(image: image.image, variance: variances(of: image), mask: image.mask)
            return try MeasuredPSF(of: planes, stars: chosen, settings: .init(radius: radius), threads: threads)
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
