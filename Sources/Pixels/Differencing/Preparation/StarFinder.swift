internal import Detection
internal import Imaging

/// Picks sources that are bright in both images, isolated, and clear of defects and edges.
struct StarFinder {
    struct Found: Sendable {
        let peak: Peak
        /// S/N of the smoothed science image at the peak.
        let science: Double
    }

    /// Sigma in pixels of the Gaussian that images are smoothed by.
    static let smoothing = 1.5
    /// Least S/N of a static source that may leave residuals.
    static let threshold: Float = 15
    /// Least S/N of a source to measure from.
    static let leastSignificance = 40.0
    /// Nothing brighter, nothing unusable, nothing saturated and no edge may be as near as these, in pixels.
    private static let (isolation, maskedDistance, saturatedDistance, edgeDistance) = (8, 14, 27, 16)

    let science: FlatImage
    let template: FlatImage
    /// Significance of the smoothed template.
    let map: Image<Float>

    /// The most significant in the science image first.
    func clear(_ peaks: [Peak]) -> [Found] {
        let inner = map.bounds.grown(by: -Self.edgeDistance)
        let weights = try? SeparableKernel.gaussian(sigma: Self.smoothing)
        let found = peaks.compactMap { peak -> Found? in
            guard inner.contains(x: peak.column, y: peak.row), peak.height >= Self.leastSignificance,
                let weights, let science = significance(peak, weights), science > Self.leastSignificance,
                isHighest(peak), isClear(peak)
            else { return nil }
            return Found(peak: peak, science: science)
        }
        return found.sorted {
            ($1.science, $0.peak.row, $0.peak.column) < ($0.science, $1.peak.row, $1.peak.column)
        }
    }

    private func significance(_ peak: Peak, _ weights: SeparableKernel) -> Double? {
        let radius = weights.x.count / 2
        let noise = science.noise.typical
        guard noise > 0 else { return nil }
        var sum = 0.0
        for y in -radius...radius {
            var row = 0.0
            for x in -radius...radius where science.image.bounds.contains(x: peak.column + x, y: peak.row + y) {
                row += Double(weights.x[x + radius] * science.image[peak.column + x, peak.row + y])
            }
            sum += Double(weights.y[y + radius]) * row
        }
        return sum / (weights.noiseFactor * noise)
    }

    private func isHighest(_ peak: Peak) -> Bool {
        let box = PixelBox(aroundX: peak.column, y: peak.row, radius: Self.isolation).intersection(map.bounds)
        let height = map[peak.column, peak.row]
        return box.rows.allSatisfy { y in box.columns.allSatisfy { map[$0, y] <= height } }
    }

    private func isClear(_ peak: Peak) -> Bool {
        [science.mask, template.mask].allSatisfy {
            $0.isFree(of: .excluding, aroundX: peak.column, y: peak.row, radius: Self.maskedDistance)
                && $0.isFree(of: .saturated, aroundX: peak.column, y: peak.row, radius: Self.saturatedDistance)
        }
    }
}

extension Image<MaskPlanes> {
    /// Whether no pixel of the square about a pixel has one of `planes`, as far as it lies in the image.
    func isFree(of planes: MaskPlanes, aroundX x: Int, y: Int, radius: Int) -> Bool {
        let box = PixelBox(aroundX: x, y: y, radius: radius).intersection(bounds)
        return withUnsafePixels { pixels in
            box.rows.allSatisfy { row in
                var all: UInt16 = 0
                for n in row * width + box.x..<row * width + box.endX { all |= pixels[n].rawValue }
                return all & planes.rawValue == 0
            }
        }
    }
}
