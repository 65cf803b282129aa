internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Takes the sky of one cell of an image.
struct CellSampler: Sendable {
    let image: MaskedImage
    let sources: Image<MaskPlanes>?
    let settings: Background.Settings
    let step: Int

    func sky(_ box: PixelBox) -> (level: Double, noise: Double)? {
        var values = self.values(box)
        let sampled = ((box.width + step - 1) / step) * ((box.height + step - 1) / step)
        guard values.count > 8, Double(values.count) >= settings.leastShare * Double(sampled) else { return nil }
        let statistics = values.withUnsafeMutableBufferPointer {
            ClippedStatistics(of: $0, clipping: settings.clipping)
        }
        let isSkewed = abs(statistics.mean - Double(statistics.median)) > 0.3 * statistics.scatter
        let level = isSkewed ? Double(statistics.median) : statistics.mean
        guard level.isFinite, statistics.scatter.isFinite else { return nil }
        return (level, statistics.scatter / clippedScatter(settings.clipping.sigma))
    }

    private func values(_ box: PixelBox) -> [Float] {
        guard let sources else { return image.usableValues(in: box, step: step) }
        let width = image.width
        return [Float](unsafeUninitializedCapacity: box.area) { result, count in
            image.withPlanes { planes in
                sources.withUnsafePixels { sources in
                    for y in Swift.stride(from: box.y, to: box.endY, by: step) {
                        for n in Swift.stride(from: y * width + box.x, to: y * width + box.endX, by: step) {
                            result[count] = planes.values[n]
                            count &+= sources[n].isEmpty && planes.isUsable(n) ? 1 : 0
                        }
                    }
                }
            }
        }
    }
}

/// Standard deviation of what is left of a normal distribution of standard deviation 1 when it is clipped at `sigma`.
func clippedScatter(_ sigma: Double) -> Double {
    guard sigma > 0.1, sigma < 30 else { return 1 }
    let density = exp(-sigma * sigma / 2) / (2 * Double.pi).squareRoot()
    return (1 - 2 * sigma * density / erf(sigma / 2.0.squareRoot())).squareRoot()
}
