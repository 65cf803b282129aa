internal import FITS

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The sky about a place in pixels: what is measured along rows and columns, along right ascension and declination.
struct LocalSky: Sendable {
    /// Its reference point is the place.
    let plane: WCS

    /// Nil where the place lies on no sky.
    init?(_ world: WorldCoordinates, x: Double, y: Double) {
        guard let plane = world.tangent(x: x, y: y) else { return nil }
        self.plane = plane
    }

    /// Second moments or covariances in pixels^2, in degrees^2 on the sky.
    func moments(xx: Double, xy: Double, yy: Double) -> (ra: Double, raDec: Double, dec: Double) {
        let (a, b, c, d) = (plane.cd11, plane.cd12, plane.cd21, plane.cd22)
        return (
            a * a * xx + 2 * a * b * xy + b * b * yy,
            a * c * xx + (a * d + b * c) * xy + b * d * yy,
            c * c * xx + 2 * c * d * xy + d * d * yy
        )
    }

    /// Length, degrees, and position angle, degrees from north through east in 0 ..< 360, of a way in pixels.
    func way(x: Double, y: Double) -> (degrees: Double, positionAngle: Double) {
        let (east, north) = (plane.cd11 * x + plane.cd12 * y, plane.cd21 * x + plane.cd22 * y)
        let angle = atan2(east, north) * 180 / .pi
        return ((east * east + north * north).squareRoot(), angle < 0 ? angle + 360 : angle)
    }

    /// The same of a length in pixels and a direction, degrees from +x towards +y.
    func way(length: Double, angle: Double) -> (degrees: Double, positionAngle: Double) {
        way(x: length * cos(angle * .pi / 180), y: length * sin(angle * .pi / 180))
    }
}
