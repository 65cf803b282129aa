/// Push of outgassing or sunlight on a small body: accelerations at 1 au that fall with the square of the distance from
/// the Sun.
///
/// Source: Marsden, Sekanina and Yeomans 1973, doi:10.1086/111402, with g(r) = (1 au / r)^2 as in Micheli et al. 2018,
/// doi:10.1038/s41586-018-0254-4. A comet's steeper law is not modelled.
public struct NonGravitational: Sendable, Hashable {
    /// Away from the Sun, au/day^2.
    public var radial: Double
    /// In the orbit's plane, along the motion, au/day^2.
    public var transverse: Double
    /// Along the angular momentum, au/day^2.
    public var normal: Double

    /// All in au/day^2 at 1 au.
    public init(radial: Double, transverse: Double = 0, normal: Double = 0) {
        self.radial = radial
        self.transverse = transverse
        self.normal = normal
    }

    static let none = NonGravitational(radial: 0)

    func acceleration(_ r: Vector3, _ v: Vector3) -> Vector3 {
        let pole = r.cross(v)
        guard self != Self.none, pole.squaredLength > 0 else { return .zero }
        let (outward, up) = (r * (1 / r.length), pole * (1 / pole.length))
        return (outward * radial + up.cross(outward) * transverse + up * normal) * (1 / r.squaredLength)
    }
}
