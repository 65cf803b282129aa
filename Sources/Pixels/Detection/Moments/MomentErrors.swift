public import Imaging

/// Standard deviations of adaptive moments by the noise of the pixels.
///
/// Adaptive moments M are those of the elliptical Gaussian that fits best. To first order a pixel's light n at a distance d
/// from the centre changes the centre by 2 d, the moments by 4 d d^T - 2 M and the flux, as a share, by d^T M^-1 d, each
/// times 2 w n / flux with the weight w = exp(-d^T M^-1 d / 2); the variances of all pixels are summed.
public struct MomentErrors: Sendable, Hashable {
    /// Pixels.
    public let x: Double
    /// The same along y.
    public let y: Double
    /// Pixels squared.
    public let xx: Double
    /// Of `AdaptiveMoments.xy`, in pixels squared.
    public let xy: Double
    /// Of `AdaptiveMoments.yy`, in pixels squared.
    public let yy: Double
    /// In the image's unit.
    public let flux: Double

    /// `variance` is that of each pixel, by themselves; all are infinite where the flux is not above 0.
    ///
    /// Complexity: O(pixels of the source).
    public init(_ moments: AdaptiveMoments, variance: Image<Float>) {
        let shape = GaussianWindow.Shape(xx: moments.xx, xy: moments.xy, yy: moments.yy)
        guard moments.flux > 0, shape.isPositive, abs(moments.x) < 1e9, abs(moments.y) < 1e9 else {
            (x, y, xx, xy, yy, flux) = (.infinity, .infinity, .infinity, .infinity, .infinity, .infinity)
            return
        }
        var sums = (x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0, flux: 0.0)
        let window = GaussianWindow(x: moments.x, y: moments.y, shape: shape)
        window.forEachSquare(of: variance) { dx, dy, noise, form in
            let (a, b, c) = (4 * dx * dx - 2 * shape.xx, 4 * dx * dy - 2 * shape.xy, 4 * dy * dy - 2 * shape.yy)
            sums.x += noise * 4 * dx * dx
            sums.y += noise * 4 * dy * dy
            sums.xx += noise * a * a
            sums.xy += noise * b * b
            sums.yy += noise * c * c
            sums.flux += noise * form * form
        }
        let scale = 2 / moments.flux
        (x, y) = (scale * sums.x.squareRoot(), scale * sums.y.squareRoot())
        (xx, xy, yy) = (scale * sums.xx.squareRoot(), scale * sums.xy.squareRoot(), scale * sums.yy.squareRoot())
        flux = 2 * sums.flux.squareRoot()
    }
}
