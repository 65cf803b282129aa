internal import Detection
internal import Imaging

/// A PSF whose width and shape are corrected over the image by what a difference leaves of stars.
///
/// To first order only the quotient of the two PSFs matters for a difference, so that one of them may take the corrections
/// of both.
struct CorrectedPSF: PSFModel {
    let base: any PSFModel
    /// Of xx + yy, xx - yy and xy, in pixels squared.
    let fields: [SmoothField]

    /// Stars that a thread takes at a time.
    private static let group = 8

    /// The science image's PSF, corrected; as it was where fewer than 10 stars tell their shapes.
    ///
    /// Complexity: O(stars x 96^2). Throws `DifferencingError` as the subtraction would.
    static func science(
        _ science: ProperImage, _ template: ProperImage, _ match: StarMatch, _ options: ProperOptions, threads: Int
    ) throws -> any PSFModel {
        let stars = match.stars
        let shapes = mapped((stars.count + group - 1) / group, threads: threads) { n in
            Result {
                var room = try StarRoom(science, template, match, options)
                return try stars[n * group..<min(stars.count, (n + 1) * group)].map { try room.shape(at: $0) }
            }
        }
        let all = try zip(stars, shapes.flatMap { try $0.get() }).compactMap { star, shape in
            shape.map { (star, $0) }
        }
        guard all.count >= 10 else { return science.psf }
        let terms = ChebyshevTerms(order: 6, width: science.width, height: science.height)
        let fields = try (0..<3).map { mode in
            try SmoothField(
                of: all.map { star, shape in
                    SmoothField.Measurement(
                        x: Double(star.x), y: Double(star.y), value: shape.values[mode],
                        variance: shape.variances[mode])
                }, terms: terms)
        }
        return CorrectedPSF(base: science.psf, fields: fields)
    }

    func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        let wide = base.image(atX: x, y: y, side: side + 4, offsetX: offsetX, offsetY: offsetY)
        let amplitudes = fields.map { Float($0.value(atX: x, y: y)) }
        let (width, height) = (wide.width - 4, wide.height - 4)
        var result = Image<Float>(width: width, height: height, repeating: 0)
        var sum = 0.0
        for v in 0..<height {
            for u in 0..<width {
                let slopes = starSlopes { wide[u + 2 + $0, v + 2 + $1] }
                let change = (0..<3).reduce(Float(0)) { $0 + amplitudes[$1] * slopes[3 + $1] }
                result[u, v] = wide[u + 2, v + 2] + change
                sum += Double(result[u, v])
            }
        }
        return result.map { $0 / Float(sum) }
    }
}
