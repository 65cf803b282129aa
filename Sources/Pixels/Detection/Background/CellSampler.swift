internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What is known of one cell's sky.
struct CellSky: Sendable {
    var level: Double
    /// Standard deviation of a pixel.
    var noise: Double
}

/// Takes the sky of one cell of an image.
struct CellSampler: Sendable {
    /// Pixels that are left out.
    enum Sources {
        case whole(Image<MaskPlanes>)
        case half(SourceMask)

        /// Of the image that they belong to.
        var size: (width: Int, height: Int) {
            switch self {
            case .whole(let mask): (mask.width, mask.height)
            case .half(let mask): (mask.width, mask.height)
            }
        }

        /// The mask, and how often a place is halved to find it there.
        fileprivate var planes: (mask: Image<MaskPlanes>, halvings: Int) {
            switch self {
            case .whole(let mask): (mask, 0)
            case .half(let mask): (mask.half, 1)
            }
        }
    }

    let image: MaskedImage
    let sources: Sources?
    let settings: Background.Settings
    let step: Int

    /// nil where too few pixels can be used.
    func sky(_ box: PixelBox, about start: CellSky?) -> CellSky? {
        var values = self.values(box)
        let sampled = box.width * ((box.height + step - 1) / step)
        guard values.count > 8, Double(values.count) >= settings.leastShare * Double(sampled) else { return nil }
        if let start, let refined = refined(start, values) { return refined }
        let statistics = values.withUnsafeMutableBufferPointer {
            ClippedStatistics(of: $0, clipping: settings.clipping)
        }
        let isSkewed = abs(statistics.mean - Double(statistics.median)) > 0.3 * statistics.scatter
        let level = isSkewed ? Double(statistics.median) : statistics.mean
        guard level.isFinite, statistics.scatter.isFinite else { return nil }
        return CellSky(level: level, noise: statistics.scatter / clippedScatter(settings.clipping.sigma))
    }

    /// Clips about what was known; nil where that clips more than a tenth, as of values of another distribution.
    private func refined(_ start: CellSky, _ values: [Float]) -> CellSky? {
        var sky = start
        let correction = clippedScatter(settings.clipping.sigma)
        for _ in 0..<max(1, settings.clipping.iterations) {
            let moments = ClippedMoments(values, about: sky.level, within: settings.clipping.sigma * sky.noise)
            guard moments.count > 8, 10 * moments.count > 9 * values.count else { return nil }
            let next = CellSky(level: moments.mean, noise: moments.scatter / correction)
            let change = max(abs(next.level - sky.level), abs(next.noise - sky.noise))
            sky = next
            if change <= 1e-3 * sky.noise { break }
        }
        return sky
    }

    private func values(_ box: PixelBox) -> [Float] {
        let width = image.width
        let sources = sources?.planes
        return [Float](unsafeUninitializedCapacity: box.area) { result, count in
            image.withPlanes { planes in
                for y in Swift.stride(from: box.y, to: box.endY, by: step) {
                    let row = y * width + box.x..<y * width + box.endX
                    if let sources {
                        let (halvings, start) = (sources.halvings, (y >> sources.halvings) * sources.mask.width)
                        sources.mask.withUnsafePixels { mask in
                            planes.gather(row, into: result, &count) {
                                mask[start + ($0 - y * width) >> halvings].isEmpty
                            }
                        }
                    } else {
                        planes.gather(row, into: result, &count) { _ in true }
                    }
                }
            }
        }
    }
}

extension PlanePointers {
    /// Puts the values of usable and wanted pixels behind those already there.
    @inline(__always)
    fileprivate func gather(
        _ places: Range<Int>, into result: UnsafeMutableBufferPointer<Float>, _ count: inout Int,
        where isWanted: (Int) -> Bool
    ) {
        guard let start = result.baseAddress else { return }
        var end = count
        for n in places {
            start[end] = values[n]
            end &+= isWanted(n) && isUsable(n) ? 1 : 0
        }
        count = end
    }
}

/// Mean and scatter of the values within a distance of a centre.
private struct ClippedMoments {
    private(set) var count = 0
    let mean: Double
    let scatter: Double

    /// Sums run in four lanes, in an order that the number of values alone decides.
    init(_ values: [Float], about centre: Double, within reach: Double) {
        let (origin, limit) = (Float(centre), Float(reach))
        var (counts, sums, squares) = (SIMD4<Int32>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: 4) {
                for lane in 0..<min(4, values.count - start) {
                    let offset = values[start + lane] - origin
                    let isNear = offset.magnitude <= limit
                    let kept = Double(isNear ? offset : 0)
                    counts[lane] &+= isNear ? 1 : 0
                    sums[lane] += kept
                    squares[lane] += kept * kept
                }
            }
        }
        count = Int(counts.wrappedSum())
        let number = Double(max(1, count))
        let offset = sums.sum() / number
        mean = Double(origin) + offset
        scatter = max(0, (squares.sum() - number * offset * offset) / max(1, number - 1)).squareRoot()
    }
}

/// Standard deviation of what is left of a normal distribution of standard deviation 1 when it is clipped at `sigma`.
func clippedScatter(_ sigma: Double) -> Double {
    guard sigma > 0.1, sigma < 30 else { return 1 }
    let density = exp(-sigma * sigma / 2) / (2 * Double.pi).squareRoot()
    return (1 - 2 * sigma * density / erf(sigma / 2.0.squareRoot())).squareRoot()
}
