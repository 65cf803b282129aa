internal import Detection
internal import Imaging

/// The variance that a white difference has where nothing has changed: the sky's, and that of the light of static
/// sources.
///
/// Only light above two standard deviations of the smoothed template counts: the noise of a pixel must not decide its
/// own variance.
struct NullVariance {
    let model: PairModel
    /// The kernel's sum.
    let sum: Double
    let filters: TileFilters

    /// Pixels that are wanted about a piece so that all of it is right.
    static let margin = 10

    /// Variances in the template's unit.
    ///
    /// - Parameters:
    ///   - template: a piece of the template.
    ///   - scene: the same piece of the difference's scene.
    ///   - sharp: the same piece of the scene as the white difference has it, which is about as sharp as the science
    ///     image where that is the sharper one.
    func plane(template: Image<Float>, scene: Image<Float>, sharp: Image<Float>) throws -> Image<Float> {
        let limit = 2 * 0.28 * model.template.sky.squareRoot()
        let (own, other) = (model.reference, model.sharper)
        let (squares, unit) = (filters.squares, model.unit(sum))
        let scale = Float(1 / (unit * unit))
        let level = filters.sky
        let plain = Self.light(template, above: limit)
        var result: Image<Float>
        if model.convolved == .template {
            result = try Self.filtered(plain, squares.sharper, other.gain)
            let scene = Self.light(scene, above: limit / sum)
            result.add(try Self.filtered(scene, squares.reference, own.gain * unit))
        } else {
            result = try Self.filtered(plain, squares.reference, own.gain)
            result.add(try Self.filtered(Self.light(sharp, where: plain), squares.sharper, other.gain / sum))
        }
        result.withUnsafeMutablePixels { for n in $0.indices { $0[n] = ($0[n] + Float(level)) * scale } }
        return result
    }

    private static func filtered(_ light: Image<Float>, _ weights: Image<Float>, _ gain: Double) throws -> Image<Float>
    {
        light.convolved(with: try ConvolutionKernel(weights.map { $0 * Float(gain) }), threads: 1)
    }

    /// The light of `image` in pixels where `other` has some.
    private static func light(_ image: Image<Float>, where other: Image<Float>) -> Image<Float> {
        var result = other
        result.withUnsafeMutablePixels { light in
            image.withUnsafePixels { values in
                for n in values.indices { light[n] = light[n] > 0 ? max(0, values[n]) : 0 }
            }
        }
        return result
    }

    private static func light(_ image: Image<Float>, above limit: Double) -> Image<Float> {
        var result = image.smoothed(sigma: 1)
        let limit = Float(limit)
        result.withUnsafeMutablePixels { smooth in
            image.withUnsafePixels { values in
                for n in values.indices { smooth[n] = smooth[n] > limit ? max(0, values[n]) : 0 }
            }
        }
        return result
    }
}

extension Image {
    /// The pixels of `box`, `value` beyond the image.
    func piece(_ box: PixelBox, beyond value: Pixel) -> Image {
        box.intersection(bounds) == box ? cropped(to: box) : cropped(to: box, filledWith: value)
    }
}

extension Image<Float> {
    /// Adds another image of the same size.
    mutating func add(_ other: Image) {
        withUnsafeMutablePixels { values in
            other.withUnsafePixels { others in for n in values.indices { values[n] += others[n] } }
        }
    }

    mutating func multiply(by factor: Float) {
        withUnsafeMutablePixels { for n in $0.indices { $0[n] *= factor } }
    }
}
