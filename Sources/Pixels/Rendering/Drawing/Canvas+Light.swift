extension Canvas {
    /// Adds `flux` spread as `mixture` around (x, y), pixels from the centre of the first.
    ///
    /// Light that falls beside the canvas is lost, as it is to a stamp. Each Gaussian is drawn to 5.7 of its standard
    /// deviations. Nothing is drawn where a number is not finite. Complexity: O(Gaussians x pixels they reach).
    mutating func add(_ mixture: [PlaneGaussian], flux: Double, x: Double, y: Double) {
        guard flux.isFinite, x.isFinite, y.isFinite, flux != 0 else { return }
        for part in mixture { add(part, flux: flux * part.flux, x: x + part.x, y: y + part.y) }
    }

    private mutating func add(_ part: PlaneGaussian, flux: Double, x: Double, y: Double) {
        let determinant = part.covariance.determinant
        let reach = 5.7
        guard determinant > 0, determinant.isFinite,
            let columns = Self.range(x, reach * part.covariance.xx.squareRoot(), width),
            let rows = Self.range(y, reach * part.covariance.yy.squareRoot(), height)
        else { return }
        let curve = ExponentialSurface(part.covariance, peak: flux / (2 * .pi * determinant.squareRoot()))
        let (first, last) = (columns.lowerBound / 8, columns.upperBound / 8)
        vectors.withUnsafeMutableBufferPointer { vectors in
            for row in rows {
                let line = curve.row(Float(Double(row) - y))
                var dx = ExponentialSurface.steps + Float(Double(first * 8) - x)
                for lane in row * lanes + first...row * lanes + last {
                    vectors[lane] += line.values(dx)
                    dx += 8
                }
            }
        }
    }

    /// The pixels within `reach` of `centre`, of `count`.
    private static func range(_ centre: Double, _ reach: Double, _ count: Int) -> ClosedRange<Int>? {
        let low = max(0, (centre - reach).rounded(.up))
        let high = min(Double(count - 1), (centre + reach).rounded(.down))
        return low <= high ? Int(low)...Int(high) : nil
    }
}
