internal import Detection
internal import Imaging

/// The variance that the light of sources adds to that of the sky in each image.
///
/// Only light counts that both images show, and of that the lesser as one image shows it and the other, brought to the same
/// PSF: so neither noise nor what has changed decides its own variance. Of unusable pixels a share of the value is not
/// known.
struct SourceLight: Sendable {
    /// 1 where both images show light, 0 elsewhere.
    let shown: Image<Float>
    /// Variances of what is not known of unusable pixels; 0 elsewhere.
    private let unknown: (science: Image<Float>, template: Image<Float>)
    private let gains: (science: Float, template: Float)

    init(_ science: ProperImage, _ template: ProperImage, _ options: ProperOptions, threads: Int) {
        var shown = Image<Float>(width: science.width, height: science.height, repeating: 1)
        for image in [science, template] { Self.keep(&shown, image, threads) }
        self.shown = shown
        unknown = (Self.unknown(science, options), Self.unknown(template, options))
        gains = (Float(science.image.variance.gain), Float(template.image.variance.gain))
    }

    /// The variances in a tile.
    ///
    /// - Parameters:
    ///   - science, template: the tile's pixels.
    ///   - matched: each image's static light in the tile as the other shows it.
    func variances(
        _ tile: PixelBox, science: Image<Float>, template: Image<Float>,
        matched: (science: Image<Float>, template: Image<Float>)
    ) -> (science: Image<Float>, template: Image<Float>) {
        let shown = shown.piece(tile, beyond: 0)
        return (
            Self.variance(science, matched.science, shown, unknown.science.piece(tile, beyond: 0), gains.science),
            Self.variance(template, matched.template, shown, unknown.template.piece(tile, beyond: 0), gains.template)
        )
    }

    private static func variance(
        _ own: Image<Float>, _ matched: Image<Float>, _ shown: Image<Float>, _ unknown: Image<Float>, _ gain: Float
    ) -> Image<Float> {
        var result = unknown
        result.withUnsafeMutablePixels { result in
            own.withUnsafePixels { own in
                matched.withUnsafePixels { matched in
                    shown.withUnsafePixels { shown in
                        for n in result.indices { result[n] += shown[n] * gain * max(0, min(own[n], matched[n])) }
                    }
                }
            }
        }
        return result
    }

    /// What noise becomes when it is smoothed by a Gaussian of one pixel.
    private static let smoothNoise = 0.28

    /// Leaves those pixels that stand out of the smoothed image by two standard deviations.
    private static func keep(_ shown: inout Image<Float>, _ image: ProperImage, _ threads: Int) {
        let limit = Float(2 * smoothNoise * image.noise.typical)
        image.image.image.smoothed(sigma: 1, threads: threads).withUnsafePixels { smooth in
            shown.withUnsafeMutablePixels { for n in $0.indices { $0[n] = smooth[n] > limit ? $0[n] : 0 } }
        }
    }

    private static func unknown(_ image: ProperImage, _ options: ProperOptions) -> Image<Float> {
        let (unknown, saturated) = (Float(options.unknownShare), Float(options.saturatedShare))
        var result = image.image.image
        image.image.mask.withUnsafePixels { mask in
            result.withUnsafeMutablePixels { values in
                for n in values.indices {
                    let isUnusable = !mask[n].isDisjoint(with: .excluding)
                    let error = values[n] * (mask[n].contains(.saturated) ? saturated : unknown)
                    values[n] = isUnusable ? error * error : 0
                }
            }
        }
        return result
    }
}
