internal import Imaging

/// The planes of a template, made of a coadd's sums and of the extremes that were not rejected.
struct TemplatePlanes {
    let image: MaskedImage
    let coverage: Image<UInt16>
    let weight: Image<Float>
    let rejected: Image<UInt8>

    init(_ coadd: Coadd, rejected bits: Image<UInt8>?, threads: Int) throws {
        let (width, height) = (coadd.frame.width, coadd.frame.height)
        var values = Image<Float>(width: width, height: height, repeating: 0)
        var (variances, weights) = (values, values)
        var mask = Image<MaskPlanes>(width: width, height: height, repeating: [])
        var counts = Image<UInt16>(width: width, height: height, repeating: 0)
        var rejected = Image<UInt8>(width: width, height: height, repeating: 0)
        let pixels = TemplatePixels(coadd, bits)
        values.withUnsafeMutablePixels { values in
            variances.withUnsafeMutablePixels { variances in
                weights.withUnsafeMutablePixels { weights in
                    mask.withUnsafeMutablePixels { mask in
                        counts.withUnsafeMutablePixels { counts in
                            rejected.withUnsafeMutablePixels { rejected in
                                let room = Lent((values, variances, weights, mask, counts, rejected))
                                concurrently(height, threads: threads) { y in
                                    for n in y * width..<(y + 1) * width {
                                        let (sums, taken) = pixels.sums(n)
                                        let result = sums.result
                                        room.pointer.0[n] = result.value
                                        room.pointer.1[n] = result.variance
                                        room.pointer.2[n] = sums.weight
                                        room.pointer.3[n] = sums.mask
                                        room.pointer.4[n] = sums.count
                                        room.pointer.5[n] = taken
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        image = try MaskedImage(image: values, variance: variances, mask: mask)
        (coverage, weight, self.rejected) = (counts, weights, rejected)
    }
}

/// The sums of each pixel with the extremes that are left.
private struct TemplatePixels: Sendable {
    private let settled: Image<LightSums>
    private let extremes: Image<EpochExtremes>?
    private let rejected: Image<UInt8>?
    private let inputWeights: [Float]

    init(_ coadd: Coadd, _ rejected: Image<UInt8>?) {
        (settled, extremes, self.rejected) = (coadd.sums, coadd.extremes, rejected)
        inputWeights = coadd.inputs.map { Float($0.weight) }
    }

    /// With the number of exposures that were rejected.
    @inline(__always)
    func sums(_ n: Int) -> (LightSums, UInt8) {
        var sums = settled.withUnsafePixels { $0[n] }
        guard let pixel = extremes?.withUnsafePixels({ $0[n] }) else { return (sums, 0) }
        let bits = rejected?.withUnsafePixels { $0[n] } ?? 0
        var taken: UInt8 = 0
        for k in 0..<pixel.kept {
            if bits & (1 << UInt8(k)) != 0 {
                taken += 1
            } else {
                let (value, input) = pixel[k]
                sums.add(value, weight: inputWeights[Int(input)])
            }
        }
        return (sums, taken)
    }
}

extension LightSums {
    /// Of the weight, what may be of saturated pixels before the pixel counts as saturated.
    private static let saturatedShare: Float = 0.1

    @inline(__always)
    fileprivate var result: (value: Float, variance: Float) {
        weight > 0 ? (light / weight, variance / weight / weight) : (0, 0)
    }

    @inline(__always)
    fileprivate var mask: MaskPlanes {
        let kept = MaskPlanes(rawValue: planes).intersection([.interpolated, .suspect])
        let isSaturated = saturated > Self.saturatedShare * (saturated + weight)
        return kept.union(isSaturated ? .saturated : []).union(count == 0 ? .noData : [])
    }
}
