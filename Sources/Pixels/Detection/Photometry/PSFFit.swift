public import Imaging

/// Place and flux of a point source, fitted together.
///
/// As in `ForcedPhotometry` every usable pixel weighs the same, so that fluxes have no bias by noise in the variances, and
/// the errors reckon with each pixel's variance.
public struct PSFFit: Sendable, Hashable {
    /// In pixels, (0, 0) the first pixel's centre.
    public private(set) var x: Double
    public private(set) var y: Double
    /// In the image's unit; NaN where no light of the PSF falls on usable pixels.
    public private(set) var flux = Double.nan
    /// Standard deviations.
    public private(set) var xError = Double.infinity
    public private(set) var yError = Double.infinity
    public private(set) var fluxError = Double.infinity
    /// Whether the last step was below 0.001 pixels, and no more than `reach` pixels were gone.
    public private(set) var isSettled = false

    /// Fits the source near (`x`, `y`) of an image from which the sky was taken. Complexity: O(rounds x side^2).
    ///
    /// - Parameters:
    ///   - side: of the square of pixels in the fit.
    ///   - gain: variance that the source adds per unit of flux, where the variance plane lacks it; else 0.
    ///   - reach: pixels that the place may move along each axis.
    public init(
        of image: MaskedImage, psf: any PSFModel, nearX x: Double, y: Double, side: Int = 21, gain: Double = 0,
        reach: Double = 2, rounds: Int = 10
    ) {
        (self.x, self.y) = (x, y)
        guard abs(x) < 1e9, abs(y) < 1e9 else { return }
        for _ in 0..<rounds {
            let patch = PSFPatch(psf, x: self.x, y: self.y, side: side)
            guard let (values, covariance) = patch.fit(image, gain: gain), values[0] != 0 else { return }
            let step = (x: values[1] / values[0], y: values[2] / values[0])
            self.x += max(-1, min(1, step.x))
            self.y += max(-1, min(1, step.y))
            flux = values[0]
            fluxError = covariance[0].squareRoot()
            (xError, yError) = (covariance[4].squareRoot() / abs(flux), covariance[8].squareRoot() / abs(flux))
            guard abs(self.x - x) <= reach, abs(self.y - y) <= reach else { return }
            isSettled = max(abs(step.x), abs(step.y)) < 1e-3
            if isSettled { return }
        }
    }
}

/// A PSF's pixels at a place, and how they change when it moves.
private struct PSFPatch {
    let box: PixelBox
    /// The profile, and minus its derivatives along x and y per pixel.
    let columns: [Image<Float>]

    init(_ psf: any PSFModel, x: Double, y: Double, side: Int) {
        let (column, row) = (x.rounded(), y.rounded())
        let (dx, dy, step) = (x - column, y - row, 0.1)
        func image(_ stepX: Double, _ stepY: Double) -> Image<Float> {
            psf.image(atX: x, y: y, side: side, offsetX: dx + stepX, offsetY: dy + stepY)
        }
        func slope(_ a: Image<Float>, _ b: Image<Float>) -> Image<Float> {
            var result = a
            for v in 0..<a.height { for u in 0..<a.width { result[u, v] = (a[u, v] - b[u, v]) / Float(2 * step) } }
            return result
        }
        let profile = image(0, 0)
        columns = [profile, slope(image(step, 0), image(-step, 0)), slope(image(0, step), image(0, -step))]
        box = PixelBox(aroundX: Int(column), y: Int(row), radius: profile.width / 2)
    }

    /// Flux, flux times the steps along x and y, and their covariances row after row; nil where pixels do not tell.
    func fit(_ image: MaskedImage, gain: Double) -> (values: [Double], covariance: [Double])? {
        var (normal, noise, own) = (zeros(9), zeros(9), zeros(9))
        var right = zeros(3)
        let part = box.intersection(image.bounds)
        for y in part.rows {
            for x in part.columns where image.isUsable(x: x, y: y) {
                let row = columns.map { Double($0[x - box.x, y - box.y]) }
                for i in 0..<3 {
                    right[i] += row[i] * Double(image.image[x, y])
                    for j in 0..<3 {
                        let product = row[i] * row[j]
                        normal[3 * i + j] += product
                        noise[3 * i + j] += product * Double(image.variance[x, y])
                        own[3 * i + j] += product * max(0, row[0])
                    }
                }
            }
        }
        guard let cholesky = Cholesky(normal, count: 3) else { return nil }
        let values = cholesky.solution(right)
        let factor = gain * max(0, values[0])
        return (values, cholesky.sandwiched(zip(noise, own).map { $0 + factor * $1 }))
    }

    private func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
}

extension Cholesky {
    /// A^-1 B A^-1 of a symmetric B: the covariance of a fit of which B is the right side's.
    fileprivate func sandwiched(_ matrix: [Double]) -> [Double] {
        let half = (0..<count).map { n in solution((0..<count).map { matrix[$0 * count + n] }) }
        return (0..<count).flatMap { n in solution(half.map { $0[n] }) }
    }
}
