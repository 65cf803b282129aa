public import Imaging

/// The centre of a source by its light under a round Gaussian weight that follows it, of one size for all sources.
///
/// It is that of Bertin's XWIN_IMAGE. For a symmetric source it has no bias wherever the source lies on the pixels.
public struct WindowedCentroid: Sendable, Hashable {
    /// In pixels, (0, 0) the first pixel's centre.
    public let x: Double
    /// The same along y.
    public let y: Double
    /// Whether the last step was below 1e-4 pixels and the centre within 3 pixels of where it was looked for.
    public let isSettled: Bool
    private let light: Double
    private let sigma: Double

    /// Of an image from which the sky was taken; `sigma` of the weight in pixels, at least 0.3. Complexity: O(sigma^2).
    public init(of image: Image<Float>, nearX x: Double, y: Double, sigma: Double, rounds: Int = 20) {
        let sigma = sigma >= 0.3 && sigma < 1000 ? sigma : 2
        var window = GaussianWindow(x: x, y: y, shape: GaussianWindow.Shape(sigma: sigma))
        var (light, step) = (0.0, Double.infinity)
        for _ in 0..<(abs(x) < 1e9 && abs(y) < 1e9 ? rounds : 0)
        where step > 1e-4 && abs(window.x - x) <= 3 && abs(window.y - y) <= 3 {
            let sums = window.sums(image, radius: Int(5 * sigma) + 1)
            light = sums.light
            guard light > 0, light.isFinite else { break }
            window.x += 2 * sums.x / light
            window.y += 2 * sums.y / light
            step = max(abs(sums.x), abs(sums.y)) / light
        }
        (self.x, self.y, self.light, self.sigma) = (window.x, window.y, light, sigma)
        isSettled = step <= 1e-4 && abs(x - window.x) <= 3 && abs(y - window.y) <= 3
    }

    /// Standard deviation of x, and of y, in pixels, from the sky's noise alone; `noise` is that of a pixel.
    public func error(noise: Double) -> Double {
        light > 0 ? 2 * noise * sigma * sigma * (Double.pi / 2).squareRoot() / light : .infinity
    }

    /// Standard deviations of x and y in pixels by the variance of each pixel, a source's own light included.
    public func errors(variance: Image<Float>) -> (x: Double, y: Double) {
        guard light > 0, abs(x) < 1e9, abs(y) < 1e9 else { return (.infinity, .infinity) }
        var sums = (x: 0.0, y: 0.0)
        let window = GaussianWindow(x: x, y: y, shape: GaussianWindow.Shape(sigma: sigma))
        window.forEachSquare(of: variance) { dx, dy, noise, _ in
            sums.x += noise * dx * dx
            sums.y += noise * dy * dy
        }
        return (2 * sums.x.squareRoot() / light, 2 * sums.y.squareRoot() / light)
    }
}
