extension Canvas {
    /// Adds `flux` spread as `mixture` around (x, y), pixels from the centre of the first.
    ///
    /// Light that falls beside the canvas is lost, as it is to a stamp. Each Gaussian is drawn to 5.7 of its standard
    /// deviations. Nothing is drawn where a number is not finite; `flux` is held within 1e15. Complexity: O(Gaussians x pixels they reach).
    mutating func add(_ mixture: [PlaneGaussian], flux: Double, x: Double, y: Double) {
        guard flux.isFinite, x.isFinite, y.isFinite, flux != 0 else { return }
        let held = flux.held(-1e15, 1e15)
        for part in mixture { add(part, flux: held * part.flux, x: x + part.x, y: y + part.y) }
    }

    private mutating func add(_ part: PlaneGaussian, flux: Double, x: Double, y: Double) {
        let determinant = part.covariance.determinant
        let reach = 5.7
        guard determinant > 0, determinant.isFinite,
            let columns = Self.range(x, reach * part.covariance.xx.squareRoot(), width),
            let rows = Self.range(y, reach * part.covariance.yy.squareRoot(), height)
        else { return }
        let curve = ExponentialSurface(part.covariance, peak: flux / (2 * .pi * determinant.squareRoot()))
        let width = width
        pixels.withUnsafeMutableBufferPointer { pixels in
            guard let base = pixels.baseAddress else { return }
            for row in rows {
                curve.add(
                    to: base + row * width + columns.lowerBound, count: columns.count,
                    dx: Float(Double(columns.lowerBound) - x), dy: Float(Double(row) - y))
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
