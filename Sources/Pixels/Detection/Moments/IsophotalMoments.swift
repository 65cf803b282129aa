internal import Imaging

/// Sums of the light of a footprint's pixels: flux, centre and second moments.
public struct IsophotalMoments: Sendable, Hashable {
    /// In the image's unit.
    public let flux: Double
    /// Standard deviation by the variances of the pixels, taken as independent.
    public let fluxError: Double
    /// In pixels; the middle of the peak's pixel, with infinite errors, where the light has no centre.
    public let position: Source.Position
    /// In pixels squared, 0 where the light has none.
    public let xx: Double
    /// In pixels squared; above 0 where the source is longer along x = y than along x = -y.
    public let xy: Double
    /// In pixels squared, along y.
    public let yy: Double

    /// Of pixels with light of the sign of the source; unusable ones count with the value they were filled with.
    ///
    /// `x0` and `y0` are the image's first pixel in the footprint's coordinates.
    init(_ image: MaskedImage, _ footprint: Footprint, peak: Peak, x0: Int, y0: Int) {
        var sums = Sums(x: Double(peak.column), y: Double(peak.row), sign: peak.isNegative ? -1 : 1)
        image.withPlanes { planes in
            for span in footprint.spans {
                let y = Int(span.row) - y0
                guard y >= 0, y < image.height else { continue }
                for x in max(0, Int(span.start) - x0)..<max(0, min(image.width, Int(span.end) - x0)) {
                    let n = y * image.width + x
                    sums.add(x + x0, y + y0, Double(planes.values[n]), Double(planes.variances[n]))
                }
            }
        }
        (flux, fluxError, position) = (sums.sign * sums.total, sums.variance.squareRoot(), sums.position)
        let shape = sums.shape
        (xx, xy, yy) = (shape.xx, shape.xy, shape.yy)
    }

    /// Sums about the peak.
    private struct Sums {
        let x: Double
        let y: Double
        let sign: Double
        var total = 0.0
        var variance = 0.0
        private var light = 0.0
        private var first = (x: 0.0, y: 0.0)
        private var second = (xx: 0.0, xy: 0.0, yy: 0.0)
        /// Of the variances.
        private var spread = (x: 0.0, y: 0.0, xx: 0.0, yy: 0.0)

        init(x: Double, y: Double, sign: Double) { (self.x, self.y, self.sign) = (x, y, sign) }

        mutating func add(_ column: Int, _ row: Int, _ value: Double, _ variance: Double) {
            let (dx, dy, value) = (Double(column) - x, Double(row) - y, sign * value)
            total += value
            self.variance += variance
            guard value > 0 else { return }
            light += value
            first = (first.x + value * dx, first.y + value * dy)
            second.xx += value * dx * dx
            second.xy += value * dx * dy
            second.yy += value * dy * dy
            spread = (spread.x + variance * dx, spread.y + variance * dy, spread.xx, spread.yy)
            spread.xx += variance * dx * dx
            spread.yy += variance * dy * dy
        }

        var position: Source.Position {
            guard light > 0 else { return .init(x: x, y: y, xError: .infinity, yError: .infinity) }
            let (mx, my) = (first.x / light, first.y / light)
            let xx = spread.xx - 2 * mx * spread.x + mx * mx * variance
            let yy = spread.yy - 2 * my * spread.y + my * my * variance
            return .init(
                x: x + mx, y: y + my, xError: max(0, xx).squareRoot() / light, yError: max(0, yy).squareRoot() / light)
        }

        var shape: (xx: Double, xy: Double, yy: Double) {
            guard light > 0 else { return (0, 0, 0) }
            let (mx, my) = (first.x / light, first.y / light)
            return (second.xx / light - mx * mx, second.xy / light - mx * my, second.yy / light - my * my)
        }
    }
}
