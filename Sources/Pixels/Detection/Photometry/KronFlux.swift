public import Imaging

/// The light in an ellipse of a source's shape whose size is a multiple of the mean radius of its light.
///
/// Source: Kron 1980, ApJS 43, 305 (doi:10.1086/190669).
public struct KronFlux: Sendable, Hashable {
    /// How large the ellipse is.
    public struct Settings: Sendable, Hashable {
        /// The ellipse is so many Kron radii.
        public var factor: Double
        /// The mean radius is taken over so many times the source's ellipse.
        public var reach: Double
        /// The ellipse has at least this geometric mean of its semi-axes, in pixels.
        public var leastRadius: Double

        /// Nothing is checked; where these make the ellipse too large there is none.
        public init(factor: Double = 2.5, reach: Double = 6, leastRadius: Double = 3.5) {
            (self.factor, self.reach, self.leastRadius) = (factor, reach, leastRadius)
        }
    }

    /// Mean of the distance weighted by light, in units of the source's ellipse; NaN where there is no light above 0.
    public let radius: Double
    /// The ellipse that was summed; nil where there is none.
    public let ellipse: Ellipse?
    /// In the image's unit, of the usable pixels alone; NaN without an ellipse.
    public let flux: Double
    /// Standard deviation by the pixels' variances, taken as independent.
    public let error: Double
    /// The share of the ellipse that was summed.
    public let coverage: Double

    /// Of an image from which the sky was taken. Complexity: O(pixels of `reach` times the ellipse).
    ///
    /// - Parameters:
    ///   - ellipse: the source's, its axes standard deviations.
    ///   - sign: -1 for a source below 0.
    public init(
        of image: MaskedImage, x: Double, y: Double, ellipse: Ellipse, sign: Double = 1, settings: Settings = Settings()
    ) {
        radius = Self.radius(image, x, y, ellipse, sign, settings.reach)
        let least = settings.leastRadius / (ellipse.major * ellipse.minor).squareRoot()
        let wide = ellipse.scaled(by: max(least, settings.factor * radius))
        guard radius.isFinite, let overlap = EllipseOverlap(x: x, y: y, ellipse: wide) else {
            (self.ellipse, flux, error, coverage) = (nil, .nan, .infinity, 0)
            return
        }
        let sums = Self.sums(image, overlap)
        (self.ellipse, flux, error, coverage) = (wide, sums.flux, sums.variance.squareRoot(), sums.area / wide.area)
    }

    /// The sum in an ellipse of given size, its error and the area that was usable, pixels at the rim by what they share.
    public static func sum(
        of image: MaskedImage, x: Double, y: Double, ellipse: Ellipse
    ) -> (flux: Double, error: Double, area: Double) {
        guard let overlap = EllipseOverlap(x: x, y: y, ellipse: ellipse) else { return (.nan, .infinity, 0) }
        let sums = sums(image, overlap)
        return (sums.flux, sums.variance.squareRoot(), sums.area)
    }

    private static func radius(
        _ image: MaskedImage, _ x: Double, _ y: Double, _ ellipse: Ellipse, _ sign: Double, _ reach: Double
    ) -> Double {
        guard let overlap = EllipseOverlap(x: x, y: y, ellipse: ellipse.scaled(by: reach)) else { return .nan }
        let part = overlap.box.intersection(image.bounds)
        var (light, moment) = (0.0, 0.0)
        image.withPlanes { planes in
            for row in part.rows {
                for column in part.columns {
                    let n = row * image.width + column
                    let distance = overlap.radius(column, row)
                    guard distance <= 1, planes.isUsable(n) else { continue }
                    light += sign * Double(planes.values[n])
                    moment += sign * distance * Double(planes.values[n])
                }
            }
        }
        let radius = reach * moment / light
        return light > 0 && radius > 0 && radius < reach ? radius : .nan
    }

    private static func sums(
        _ image: MaskedImage, _ overlap: EllipseOverlap
    ) -> (flux: Double, variance: Double, area: Double) {
        let part = overlap.box.intersection(image.bounds)
        var (flux, variance, area) = (0.0, 0.0, 0.0)
        image.withPlanes { planes in
            for row in part.rows {
                for column in part.columns {
                    let (share, n) = (overlap.share(column, row), row * image.width + column)
                    guard share > 0, planes.isUsable(n) else { continue }
                    flux += share * Double(planes.values[n])
                    variance += share * share * Double(planes.variances[n])
                    area += share
                }
            }
        }
        return (flux, variance, area)
    }
}
