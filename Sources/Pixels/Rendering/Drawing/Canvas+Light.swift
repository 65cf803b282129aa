internal import CKernels

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
        let curve = tocsin_gaussian(
            part.covariance, peak: flux / (2 * .pi * determinant.squareRoot()),
            dx: Double(columns.lowerBound) - x, dy: Double(rows.lowerBound) - y)
        let width = width
        pixels.withUnsafeMutableBufferPointer { pixels in
            guard let base = pixels.baseAddress else { return }
            let corner = base + rows.lowerBound * width + columns.lowerBound
            withUnsafePointer(to: curve) { tocsin_add_gaussian($0, corner, width, columns.count, rows.count) }
        }
    }

    /// The pixels within `reach` of `centre`, of `count`.
    private static func range(_ centre: Double, _ reach: Double, _ count: Int) -> ClosedRange<Int>? {
        let low = max(0, (centre - reach).rounded(.up))
        let high = min(Double(count - 1), (centre + reach).rounded(.down))
        return low <= high ? Int(low)...Int(high) : nil
    }
}

extension tocsin_gaussian {
    /// peak exp(-q/2) with q the quadratic form of a covariance, at the distance (dx, dy) from the middle first.
    fileprivate init(_ covariance: Covariance, peak: Double, dx: Double, dy: Double) {
        let scale = -0.5 * 1.442_695_040_888_963_4 / covariance.determinant
        self.init(
            a: Float(scale * covariance.yy), b: Float(-2 * scale * covariance.xy), c: Float(scale * covariance.xx),
            peak: Float(peak), dx: Float(dx), dy: dy)
    }
}
