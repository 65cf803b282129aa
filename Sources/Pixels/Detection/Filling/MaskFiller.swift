internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds values for the unusable pixels of an image.
struct MaskFiller: Sendable {
    private let image: MaskedImage
    private let kept: MaskPlanes
    private let near = FillStencil(sigma: 1.5, radius: 6, step: 1)
    private let far = FillStencil(sigma: 5, radius: 20, step: 2)

    init(_ image: MaskedImage, keeping kept: MaskPlanes) {
        self.image = image
        self.kept = kept
    }

    /// The pixels to fill by their place in the rows, with their new values.
    func fillings(threads: Int) -> [(place: Int, value: Float)] {
        mapped((image.height + 63) / 64, threads: threads) { fillings(band: $0) }.flatMap { $0 }
    }

    /// Those of 64 rows.
    private func fillings(band: Int) -> [(place: Int, value: Float)] {
        var result = [(place: Int, value: Float)]()
        image.withPlanes { planes in
            for n in band * 64 * image.width..<min(image.height, band * 64 + 64) * image.width
            where !planes.isUsable(n) && planes.mask[n].isDisjoint(with: kept) {
                let (x, y) = (n % image.width, n / image.width)
                guard let value = near.mean(planes, image.bounds, x, y) ?? far.mean(planes, image.bounds, x, y)
                else { continue }
                result.append((n, value))
            }
        }
        return result
    }
}

/// Weights of the pixels around one, by their distances along each axis.
private struct FillStencil: Sendable {
    private let radius: Int
    private let step: Int
    private let weights: [Float]
    private let least: Float

    init(sigma: Double, radius: Int, step: Int) {
        (self.radius, self.step) = (radius, step)
        let weights = (-radius...radius).map { Float(exp(-Double($0 * $0) / (2 * sigma * sigma))) }
        let sum = stride(from: 0, to: weights.count, by: step).reduce(Float(0)) { $0 + weights[$1] }
        (self.weights, least) = (weights, 0.05 * sum * sum)
    }

    /// nil where the usable pixels have less than a twentieth of the weight.
    func mean(_ planes: PlanePointers, _ bounds: PixelBox, _ x: Int, _ y: Int) -> Float? {
        let part = PixelBox(aroundX: x, y: y, radius: radius).intersection(bounds)
        let origin = (x: x - radius, y: y - radius)
        var (sum, total) = (Float(0), Float(0))
        for row in part.rows where (row - origin.y) % step == 0 {
            var (light, share) = (Float(0), Float(0))
            var column = part.x + (step - (part.x - origin.x) % step) % step
            while column < part.endX {
                let n = row * bounds.width + column
                if planes.isUsable(n) {
                    light += weights[column - origin.x] * planes.values[n]
                    share += weights[column - origin.x]
                }
                column += step
            }
            sum += weights[row - origin.y] * light
            total += weights[row - origin.y] * share
        }
        return total >= least ? sum / total : nil
    }
}
