internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A cone ready to be asked of many places: by their direction alone, and exactly only near the border.
struct ConeBorder {
    private let cone: SkyCone
    private let axis: UnitVector
    private let cosine: Double

    init(_ cone: SkyCone) {
        self.cone = cone
        axis = cone.centre.unitVector
        cosine = cone.radius < 0 ? 2 : cos(min(cone.radius, 180) * .pi / 180)
    }

    /// - Parameter direction: of the position, right to 10^-8.
    @inline(__always)
    func contains(_ position: SkyPosition, _ direction: UnitVector) -> Bool {
        let along = axis.x * direction.x + axis.y * direction.y + axis.z * direction.z
        if abs(along - cosine) > 1e-7 { return along > cosine }
        return cone.contains(position)
    }
}
