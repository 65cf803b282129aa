public import Imaging

/// The light in a circle, of which pixels at the rim count by the area that they share with it.
public struct ApertureFlux: Sendable, Hashable {
    /// In the image's unit, of the usable pixels alone.
    public let flux: Double
    /// Standard deviation by the variances of these, taken as independent.
    public let error: Double
    /// Pixels' worth of area that was summed.
    public let area: Double
    /// That share of the circle's area; what is missing was unusable or beyond the edge.
    public let coverage: Double

    /// Complexity: O(radius^2). A radius that is not above 0 gives 0 for all.
    public init(of image: MaskedImage, x: Double, y: Double, radius: Double) {
        let overlap = CircleOverlap(x: x, y: y, radius: radius)
        let part = overlap.box.intersection(image.bounds)
        var (flux, variance, area) = (0.0, 0.0, 0.0)
        image.withPlanes { planes in
            for row in part.rows {
                let start = (row - overlap.box.y) * overlap.box.width - overlap.box.x
                for column in part.columns {
                    let (share, n) = (overlap.areas[start + column], row * image.width + column)
                    guard share > 0, planes.isUsable(n) else { continue }
                    flux += share * Double(planes.values[n])
                    variance += share * share * Double(planes.variances[n])
                    area += share
                }
            }
        }
        (self.flux, error, self.area) = (flux, variance.squareRoot(), area)
        coverage = area > 0 ? area / (Double.pi * radius * radius) : 0
    }
}
