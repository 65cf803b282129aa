internal import Detection
internal import Imaging

/// What one exposure has beyond the static sky.
struct EpochDetections: Sendable {
    let input: Int
    let footprints: [DetectedRegion]

    /// Of the pixels in which the exposure is an extreme; in the others it is as the sky is.
    init(
        of input: Int, _ facts: CoaddInput, in extremes: Image<EpochExtremes>, model: StaticModel,
        options: ArtefactOptions
    ) throws {
        self.input = input
        let significance = try Self.significance(UInt16(input), facts, extremes, model)
        let set = FootprintSet(
            of: significance,
            settings: FootprintSet.Settings(
                threshold: options.edgeThreshold, polarity: .both, leastArea: options.leastArea))
        footprints = set.footprints.compactMap { footprint in
            DetectedRegion(footprint, significance, model, noise: Float(facts.matchedVariance).squareRoot(), options)
        }
    }

    private static func significance(
        _ input: UInt16, _ facts: CoaddInput, _ extremes: Image<EpochExtremes>, _ model: StaticModel
    ) throws -> Image<Float> {
        let (own, weight) = (Float(facts.matchedVariance), Float(facts.weight * facts.noiseCorrelation))
        let mismatch = Float(facts.mismatch)
        return try Image<Float>(width: extremes.width, height: extremes.height) { pixels in
            extremes.withUnsafePixels { extremes in
                model.image.withUnsafePixels { typical in
                    model.allowance.withUnsafePixels { allowance in
                        for n in pixels.indices {
                            guard let value = extremes[n].value(of: input), typical[n].isFinite else { continue }
                            let shape = mismatch * typical[n]
                            let variance = own * max(1, value.variance * weight) + allowance[n] + shape * shape
                            pixels[n] = (value.matched - typical[n]) / variance.squareRoot()
                        }
                    }
                }
            }
        }
    }
}

extension EpochExtremes {
    /// The value of an exposure, if it is one of the four.
    @inline(__always)
    func value(of input: UInt16) -> EpochValue? { place(of: input).map { self[$0].value } }
}

/// A connected region of a detection.
struct DetectedRegion: Sendable {
    let spans: [Span]
    let box: PixelBox
    let area: Int
    /// S/N, of either sign.
    let peak: Double
    /// The pixel of its peak.
    let place: (x: Int, y: Int)
    /// Whether the static sky has no source there.
    let isOnDarkSky: Bool
    /// Whether it is more likely a star that varies, or that does not match.
    let isStar: Bool

    /// Nil where too few of its pixels reach the threshold.
    init?(
        _ footprint: Footprint, _ significance: Image<Float>, _ model: StaticModel, noise: Float,
        _ options: ArtefactOptions
    ) {
        (spans, box, area) = (footprint.spans, footprint.box, footprint.area)
        let places = spans.flatMap { span in span.columns.map { Int(span.row) * significance.width + $0 } }
        let strong = places.filter { abs(significance.pixels[$0]) >= options.threshold }
        guard strong.count >= options.leastArea,
            let top = strong.max(by: { abs(significance.pixels[$0]) < abs(significance.pixels[$1]) })
        else { return nil }
        peak = Double(significance.pixels[top])
        place = (top % significance.width, top / significance.width)
        isOnDarkSky = model.image.pixels[top] < options.starSignificance * model.variance.squareRoot()
        let bright = options.brightSignificance * model.variance.squareRoot()
        let inside = places.reduce(0) { $0 + (model.image.pixels[$1] > bright ? 1 : 0) }
        let shape = StarLikeness(model: model, options: options, noise: noise)
        isStar = 2 * inside > area || shape.isStar(peakAt: top, significance: peak, area: area)
    }
}
