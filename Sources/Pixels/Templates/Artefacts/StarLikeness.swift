internal import Imaging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Whether a difference may be a static star that is brighter or fainter than usual.
struct StarLikeness: Sendable {
    /// How far from a star's peak that of the difference may be, in pixels along each axis.
    private static let reach = 1

    let model: StaticModel
    let options: ArtefactOptions
    /// Standard deviation of a pixel of the exposure.
    let noise: Float

    /// True on the peak of a source of the static sky, where the region is no larger than a PSF of its height.
    func isStar(peakAt n: Int, significance: Double, area: Int) -> Bool {
        let (x, y) = (n % model.image.width, n / model.image.width)
        guard let star = peak(nearX: x, y: y), star > options.starSignificance * model.variance.squareRoot(),
            let width = width(x: x, y: y)
        else { return false }
        let spread = Double(model.allowance.pixels[n] + noise * noise).squareRoot()
        let height = abs(significance) * spread / Double(noise)
        let expected = 2 * .pi * width * log(max(height / Double(options.edgeThreshold), 1.1))
        return Double(area) <= 1.5 * expected + 8
    }

    /// The highest pixel of the static sky near a place, if those around are lower.
    private func peak(nearX x: Int, y: Int) -> Float? {
        let near = PixelBox(aroundX: x, y: y, radius: Self.reach)
        let around = near.grown(by: 1)
        guard around.intersection(model.image.bounds) == around else { return nil }
        let inner = highest(in: near)
        return inner.isFinite && inner >= highest(in: around) ? inner : nil
    }

    private func highest(in box: PixelBox) -> Float {
        box.rows.reduce(-Float.infinity) { top, y in box.columns.reduce(top) { max($0, model.image[$1, y]) } }
    }

    /// Variance of the Gaussian that falls off as the static source does about its peak.
    private func width(x: Int, y: Int) -> Double? {
        let top = Double(highest(in: PixelBox(aroundX: x, y: y, radius: Self.reach)))
        let distance = 3
        let box = PixelBox(aroundX: x, y: y, radius: distance)
        guard box.intersection(model.image.bounds) == box else { return nil }
        let rim = [(-distance, 0), (distance, 0), (0, -distance), (0, distance)].map {
            Double(model.image[x + $0.0, y + $0.1])
        }
        let mean = rim.reduce(0, +) / 4
        guard mean > 0, mean < top else { return nil }
        return Double(distance * distance) / (2 * log(top / mean))
    }
}
