internal import Imaging

/// The variances that both images have where nothing has changed: the sky's, and that of the light of static sources.
///
/// Only light above two standard deviations of the smoothed template counts: the noise of a pixel must not decide its own
/// variance.
struct NullVariance {
    /// Of the image that stays, and of the one that is convolved.
    let reference: Image<Float>
    let sharper: Image<Float>

    /// - Parameters:
    ///   - template: a piece of the template.
    ///   - scene: the same piece of the difference's scene.
    ///   - sum: the kernel's sum there.
    init(_ pair: ImagePair, template: Image<Float>, scene: Image<Float>, sum: Double) {
        let limit = 2 * pair.template.variance.sky.squareRoot() * 0.28
        let plain = Self.light(template, above: limit)
        if pair.convolved == .template {
            reference = Self.variance(Self.light(scene, above: limit / sum), pair.reference.variance, sum)
            sharper = Self.variance(plain, pair.sharper.variance, 1)
        } else {
            reference = Self.variance(plain, pair.reference.variance, 1)
            sharper = Self.variance(plain, pair.sharper.variance, 1 / sum)
        }
    }

    private static func light(_ image: Image<Float>, above limit: Double) -> Image<Float> {
        let smooth = image.smoothed(sigma: 1)
        var result = image
        result.withUnsafeMutablePixels { values in
            smooth.withUnsafePixels { smooth in
                for n in values.indices { values[n] = smooth[n] > Float(limit) ? max(0, values[n]) : 0 }
            }
        }
        return result
    }

    private static func variance(_ light: Image<Float>, _ model: VarianceModel, _ unit: Double) -> Image<Float> {
        let (sky, gain) = (Float(model.sky), Float(model.perFlux * unit))
        return light.map { sky + gain * $0 }
    }
}
