#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What an evenly weighted fit of one image's point spread function finds in sources of any shape.
///
/// Pixels are taken to be small beside the profiles: integrals stand for sums.
public struct PointSpreadFit: Sendable {
    private let camera: Camera
    private let ofPoint: Double

    /// Complexity: O(1), some microseconds.
    public init(_ psf: PointSpread) {
        camera = Camera(psf)
        ofPoint = PlaneGaussian.overlap(camera.fine, camera.fine)
    }

    /// The flux found at the middle of a source of `shape` and flux 1: 1 of a point, more of what is sharper. Of a ring,
    /// that found where its outer rim cuts through the middle. Complexity: O(Gaussians of the shape).
    public func flux(of shape: StampSource.Shape) -> Double { flux(of: shape, beside: (0, 0)) }

    /// The same where the source's middle lies `place` pixels from that of the fit; of a ring its rim does.
    public func flux(of shape: StampSource.Shape, beside place: (x: Double, y: Double)) -> Double {
        if case .ring(let ring) = shape { return 0.5 / (ring.area * ofPoint) }
        var image = camera.image(of: shape)
        for index in image.indices {
            (image[index].x, image[index].y) = (image[index].x + place.x, image[index].y + place.y)
        }
        return PlaneGaussian.overlap(camera.fine, image) / ofPoint
    }
}

extension PlaneGaussian {
    /// The integral of the product of two mixtures.
    static func overlap(_ left: [PlaneGaussian], _ right: [PlaneGaussian]) -> Double {
        var sum = 0.0
        for a in left { for b in right { sum += a.overlap(with: b) } }
        return sum
    }

    private func overlap(with other: PlaneGaussian) -> Double {
        let (both, dx, dy) = (covariance + other.covariance, x - other.x, y - other.y)
        let determinant = both.determinant
        guard determinant > 0 else { return 0 }
        let distance = (both.yy * dx * dx - 2 * both.xy * dx * dy + both.xx * dy * dy) / determinant
        return flux * other.flux * exp(-0.5 * distance) / (2 * .pi * determinant.squareRoot())
    }
}

extension PointSpread {
    /// Pixels whose noise an evenly weighted fit of this profile has: 1 by the sum of the squares of its pixels.
    /// Complexity: O(1), some microseconds.
    public var effectivePixels: Double {
        let parts = mixture(step: 0.7)
        return 1 / PlaneGaussian.overlap(parts, parts)
    }
}
