/// A place in galactic longitude and latitude (IAU 1958), degrees.
public struct GalacticPosition: Sendable, Hashable {
    /// Longitude, degrees.
    public var l: Double
    /// Latitude, degrees.
    public var b: Double

    /// Degrees, taken as they are.
    public init(l: Double, b: Double) {
        self.l = l
        self.b = b
    }
}

extension SkyPosition {
    /// The place in galactic coordinates. Complexity: O(1).
    public var galactic: GalacticPosition {
        let place = rotated(unitVector, by: icrsToGalactic).position
        return GalacticPosition(l: place.ra, b: place.dec)
    }

    /// The ICRS place of a galactic one.
    public init(_ galactic: GalacticPosition) {
        let vector = SkyPosition(ra: galactic.l, dec: galactic.b).unitVector
        let (a, b, c) = icrsToGalactic
        let transposed = (
            UnitVector(x: a.x, y: b.x, z: c.x), UnitVector(x: a.y, y: b.y, z: c.y), UnitVector(x: a.z, y: b.z, z: c.z)
        )
        self = rotated(vector, by: transposed).position
    }
}

/// Rows of the rotation, from the Hipparcos catalogue (ESA SP-1200, volume 1, equation 1.5.11).
private let icrsToGalactic = (
    UnitVector(x: -0.0548755604162154, y: -0.8734370902348850, z: -0.4838350155487132),
    UnitVector(x: 0.4941094278755837, y: -0.4448296299600112, z: 0.7469822444972189),
    UnitVector(x: -0.8676661490190047, y: -0.1980763734312015, z: 0.4559837761750669)
)

private func rotated(_ v: UnitVector, by rows: (UnitVector, UnitVector, UnitVector)) -> UnitVector {
    func dot(_ row: UnitVector) -> Double { row.x * v.x + row.y * v.y + row.z * v.z }
    return UnitVector(x: dot(rows.0), y: dot(rows.1), z: dot(rows.2))
}
