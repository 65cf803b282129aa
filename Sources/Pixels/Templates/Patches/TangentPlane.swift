public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The plane that touches the sky at a point; great circles are straight lines on it (gnomonic projection, TAN).
///
/// Coordinates are degrees: xi to the east, eta to the north. Source: Calabretta & Greisen 2002,
/// doi:10.1051/0004-6361:20021327.
public struct TangentPlane: Sendable, Hashable {
    /// Where the plane touches the sky: its point (0, 0).
    public let centre: SkyPosition
    private let east: UnitVector
    private let north: UnitVector
    private let out: UnitVector

    /// The plane that touches the sky at `centre`, which is not checked.
    public init(centre: SkyPosition) {
        self.centre = centre
        let (ra, dec) = (centre.ra * .pi / 180, centre.dec * .pi / 180)
        east = UnitVector(x: -sin(ra), y: cos(ra), z: 0)
        north = UnitVector(x: -sin(dec) * cos(ra), y: -sin(dec) * sin(ra), z: cos(dec))
        out = UnitVector(x: cos(dec) * cos(ra), y: cos(dec) * sin(ra), z: sin(dec))
    }

    /// Where a position lies on the plane; nil on the hemisphere behind it. Complexity: O(1).
    public func point(of position: SkyPosition) -> SIMD2<Double>? { point(of: position.unitVector) }

    /// The position of a point of the plane. Complexity: O(1).
    public func position(of point: SIMD2<Double>) -> SkyPosition {
        let (xi, eta) = (point.x * .pi / 180, point.y * .pi / 180)
        return UnitVector(
            x: out.x + xi * east.x + eta * north.x, y: out.y + xi * east.y + eta * north.y,
            z: out.z + xi * east.z + eta * north.z
        ).position
    }

    func point(of vector: UnitVector) -> SIMD2<Double>? {
        let depth = depth(of: vector)
        guard depth > 0 else { return nil }
        let point = SIMD2(dot(vector, east), dot(vector, north)) * (180 / .pi / depth)
        return point.x.isFinite && point.y.isFinite ? point : nil
    }

    /// Cosine of the angle from the centre.
    func depth(of vector: UnitVector) -> Double { dot(vector, out) }
}

private func dot(_ a: UnitVector, _ b: UnitVector) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }
