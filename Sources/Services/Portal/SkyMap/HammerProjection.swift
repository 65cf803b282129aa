internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The whole sky on an ellipse of equal areas, seen from inside: north up, east to the left (Hammer 1892).
///
/// The ellipse is 2 wide and 1 high, its middle is (0, 0), x runs to the right and y up. Source: Snyder 1987, USGS
/// Professional Paper 1395, doi:10.3133/pp1395.
struct HammerProjection: Sendable, Hashable {
    /// Right ascension of the middle, degrees.
    let centreRA: Double

    /// Where a place (ICRS) lies. Complexity: O(1).
    func point(_ place: SkyPosition) -> PlanePoint {
        let longitude = offset(of: place.ra) * .pi / 360
        let latitude = place.dec * .pi / 180
        let depth = (1 + cos(latitude) * cos(longitude)).squareRoot()
        return PlanePoint(x: -cos(latitude) * sin(longitude) / depth, y: sin(latitude) / depth / 2)
    }

    /// The place at a point; nil outside the ellipse. Complexity: O(1).
    func place(_ point: PlanePoint) -> SkyPosition? {
        let (x, y) = (-point.x, point.y * 2)
        let squares = x * x + y * y
        guard squares <= 1 else { return nil }
        let depth = (2 - squares).squareRoot()
        let longitude = 2 * atan2(x * depth, 1 - squares)
        let latitude = asin(min(max(y * depth, -1), 1))
        return SkyPosition(ra: Self.wrapped(centreRA + longitude * 180 / .pi), dec: latitude * 180 / .pi)
    }

    /// Degrees east of the middle, -180 ... 180.
    func offset(of ra: Double) -> Double {
        let east = Self.wrapped(ra - centreRA)
        return east > 180 ? east - 360 : east
    }

    private static func wrapped(_ degrees: Double) -> Double {
        let rest = degrees.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }
}

/// A point of the plane of projection.
package struct PlanePoint: Sendable, Hashable {
    package var x: Double
    package var y: Double
}
