public import SkyMath

/// The light of a scene before noise: what is the same in every exposure of it.
public struct StampLight: Sendable {
    let width: Int
    let height: Int
    let science: [Float]
    let template: [Float]
    let matched: [Float]
    let scienceVariance: [Float]
    let templateVariance: [Float]

    /// The planes without any noise; the variances are those that noise would have. Complexity: O(pixels).
    public var still: StampPlanes { planes(science, template, matched) }

    /// The planes with noise drawn from `draws`: that of the science image, then that of the template. Complexity:
    /// O(pixels).
    public func exposed(_ draws: Draws) -> StampPlanes {
        var noise = NormalNoise(draws)
        let visit = Self.errors(scienceVariance, &noise)
        let coadd = Self.errors(templateVariance, &noise)
        return planes(Self.sum(science, visit), Self.sum(template, coadd), Self.sum(matched, coadd))
    }

    private func planes(_ science: [Float], _ template: [Float], _ matched: [Float]) -> StampPlanes {
        StampPlanes(
            width: width, height: height, science: science, template: template, matchedTemplate: matched,
            difference: Self.combined(science, matched) { $0 - $1 }, scienceVariance: scienceVariance,
            templateVariance: templateVariance, differenceVariance: Self.sum(scienceVariance, templateVariance))
    }

    private static func errors(_ variance: [Float], _ noise: inout NormalNoise) -> [Float] {
        [Float](unsafeUninitializedCapacity: variance.count) { buffer, count in
            count = variance.count
            noise.fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            for index in 0..<count { buffer[index] *= variance[index].squareRoot() }
        }
    }

    private static func sum(_ left: [Float], _ right: [Float]) -> [Float] { combined(left, right) { $0 + $1 } }

    @inline(__always)
    private static func combined(_ left: [Float], _ right: [Float], _ operation: (Float, Float) -> Float) -> [Float] {
        let length = min(left.count, right.count)
        return [Float](unsafeUninitializedCapacity: length) { buffer, count in
            count = length
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    for index in 0..<length { buffer[index] = operation(left[index], right[index]) }
                }
            }
        }
    }
}
