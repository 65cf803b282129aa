internal import Detection
internal import Imaging

/// The variance that the light of sources adds to that of the sky in one image.
///
/// Only light counts that both images show, so that neither noise nor what has changed decides its own variance. Of
/// unusable pixels a share of the value is not known.
struct SourceLight: Sendable {
    let science: Image<Float>
    let template: Image<Float>

    init(_ science: ProperImage, _ template: ProperImage, _ options: ProperOptions, threads: Int) {
        var shown = [UInt8](repeating: 1, count: science.width * science.height)
        for image in [science, template] { Self.keep(&shown, image, threads) }
        self.science = Self.plane(science, shown, options)
        self.template = Self.plane(template, shown, options)
    }

    /// What noise becomes when it is smoothed by a Gaussian of one pixel.
    private static let smoothNoise = 0.28

    /// Leaves those pixels that stand out of the smoothed image by two standard deviations.
    private static func keep(_ shown: inout [UInt8], _ image: ProperImage, _ threads: Int) {
        let limit = Float(2 * smoothNoise * image.noise.typical)
        image.image.image.smoothed(sigma: 1, threads: threads).withUnsafePixels { smooth in
            for n in shown.indices { shown[n] &= smooth[n] > limit ? 1 : 0 }
        }
    }

    private static func plane(_ image: ProperImage, _ shown: [UInt8], _ options: ProperOptions) -> Image<Float> {
        let gain = Float(image.image.variance.gain)
        let (unknown, saturated) = (Float(options.unknownShare), Float(options.saturatedShare))
        var result = image.image.image
        image.image.mask.withUnsafePixels { mask in
            result.withUnsafeMutablePixels { values in
                for n in values.indices {
                    let value = values[n]
                    values[n] = shown[n] > 0 ? gain * max(0, value) : 0
                    guard !mask[n].isDisjoint(with: .excluding) else { continue }
                    let error = value * (mask[n].contains(.saturated) ? saturated : unknown)
                    values[n] += error * error
                }
            }
        }
        return result
    }
}
