/// A two-dimensional normal distribution of light: part of a point spread function or of a galaxy.
struct PlaneGaussian: Sendable, Hashable {
    /// Share of the whole.
    var flux: Double
    /// Place of the middle relative to the source's, pixels.
    var x = 0.0
    var y = 0.0
    var covariance: Covariance

    /// This light seen through `other`: places and covariances add.
    func convolved(with other: PlaneGaussian) -> PlaneGaussian {
        PlaneGaussian(
            flux: flux * other.flux, x: x + other.x, y: y + other.y, covariance: covariance + other.covariance)
    }
}

/// The second moments of a distribution in the plane, pixels squared.
struct Covariance: Sendable, Hashable {
    var xx: Double
    var xy: Double
    var yy: Double

    /// The ellipse with variances along an axis and across it; `axis` in degrees from +x towards +y.
    init(along: Double, across: Double, axis: Double) {
        let unit = direction(degrees: axis)
        xx = along * unit.x * unit.x + across * unit.y * unit.y
        xy = (along - across) * unit.x * unit.y
        yy = along * unit.y * unit.y + across * unit.x * unit.x
    }

    init(xx: Double, xy: Double, yy: Double) {
        self.xx = xx
        self.xy = xy
        self.yy = yy
    }

    static let zero = Covariance(xx: 0, xy: 0, yy: 0)

    var determinant: Double { xx * yy - xy * xy }

    static func + (left: Covariance, right: Covariance) -> Covariance {
        Covariance(xx: left.xx + right.xx, xy: left.xy + right.xy, yy: left.yy + right.yy)
    }
}
