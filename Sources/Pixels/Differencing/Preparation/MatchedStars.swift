internal import Detection
internal import Imaging

/// Sources that both images show, isolated and clear of defects: what PSF and kernel are measured from.
struct MatchedStars {
    struct Candidate {
        let column: Int
        let row: Int
        /// S/N of the smoothed images.
        let science: Double
        let template: Double
        let scienceMoments: AdaptiveMoments
        let templateMoments: AdaptiveMoments
    }

    /// Every source of the template, isolated or not.
    let sources: [StaticSource]
    /// The most significant in the science image first.
    let candidates: [Candidate]
    /// Whether a candidate has a star's size in both images.
    let isStar: [Bool]
    /// FWHM that stars have, in pixels.
    let scienceFWHM: Double
    let templateFWHM: Double

    init(_ science: FlatImage, _ template: FlatImage, limit: Int, threads: Int) throws {
        let map = try template.image.significance(
            smoothedBy: StarFinder.smoothing, noise: template.noise, threads: threads)
        let peaks = map.peaks(above: StarFinder.threshold, radius: 3, polarity: .positive)
        sources = peaks.map { StaticSource(x: Float($0.x), y: Float($0.y), height: Float($0.height)) }
        let finder = StarFinder(science: science, template: template, map: map)
        let clear = finder.clear(peaks).prefix(limit)
        candidates = Self.measured(Array(clear), science, template, threads)
        let both = candidates.filter { $0.scienceMoments.isSettled && $0.templateMoments.isSettled }
        guard let wide = SizeLocus(of: both.map(\.scienceMoments.fwhm)),
            let sharp = SizeLocus(of: both.map(\.templateMoments.fwhm))
        else {
            throw DifferencingError(
                .fewStamps,
                "no stars: of \(peaks.count) sources of the template, \(candidates.count) are isolated and bright in "
                    + "both images, and none has a size")
        }
        (scienceFWHM, templateFWHM) = (wide.centre, sharp.centre)
        isStar = candidates.map {
            $0.scienceMoments.isSettled && $0.templateMoments.isSettled && wide.contains($0.scienceMoments.fwhm)
                && sharp.contains($0.templateMoments.fwhm)
        }
    }

    private static func measured(
        _ found: [StarFinder.Found], _ science: FlatImage, _ template: FlatImage, _ threads: Int
    ) -> [Candidate] {
        mapped(found.count, threads: threads) { n in
            let peak = found[n].peak
            return Candidate(
                column: peak.column, row: peak.row, science: found[n].science, template: peak.height,
                scienceMoments: AdaptiveMoments(of: science.image, nearX: peak.x, y: peak.y),
                templateMoments: AdaptiveMoments(of: template.image, nearX: peak.x, y: peak.y))
        }
    }

    /// The image to convolve: the one with the smaller stars, but the deeper one where its stars are not wider by more than
    /// a seventh. Noise in the image that is convolved is noise in all that the kernel is fitted by, which costs more than the
    /// slightly sharper image that a kernel then has to make.
    var convolved: ConvolvedImage {
        let depth = Robust(candidates.map { $0.template / $0.science }).median
        if depth > Self.deeper, templateFWHM < Self.wider * scienceFWHM { return .template }
        if depth < 1 / Self.deeper, scienceFWHM < Self.wider * templateFWHM { return .science }
        return templateFWHM <= scienceFWHM ? .template : .science
    }

    private static let (deeper, wider) = (1.5, 1.15)

    /// Of those, stars.
    var count: Int { isStar.reduce(0) { $1 ? $0 + 1 : $0 } }

    /// Candidates that a kernel can be fitted to: S/N of 100 at least in the image that is convolved, as its noise
    /// in the design would weaken the kernel; 40 where there are fewer than 200 of them.
    func stamps(convolving convolved: ConvolvedImage) -> [StampPosition] {
        let heights = candidates.map { convolved == .template ? $0.template : $0.science }
        let sorted = heights.sorted(by: >)
        let enough = sorted.isEmpty ? 0 : sorted[min(200, sorted.count - 1)]
        let least = min(100, max(enough, StarFinder.leastSignificance))
        return zip(candidates, heights).filter { $1 >= least }.map { StampPosition(x: $0.0.column, y: $0.0.row) }
    }

    /// The stars as they are in one of the images.
    func stars(in image: ConvolvedImage) -> [StarCandidate] {
        zip(candidates, isStar).filter { $1 }.map { star, _ in
            StarCandidate(
                column: star.column, row: star.row,
                significance: image == .template ? star.template : star.science,
                moments: image == .template ? star.templateMoments : star.scienceMoments)
        }
    }
}

extension AdaptiveMoments {
    fileprivate var isSettled: Bool { status == .converged }
}
