public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// All places within an angle of a place.
public struct SkyCone: Sendable, Hashable {
    public var centre: SkyPosition
    /// Degrees; a cone with a negative radius or one that is NaN is empty.
    public var radius: Double

    public init(centre: SkyPosition, radius: Double) {
        self.centre = centre
        self.radius = radius
    }

    /// By the exact separation, the border included.
    public func contains(_ position: SkyPosition) -> Bool { centre.separation(to: position) <= radius }
}

/// A cone ready to be asked of many places: by their direction alone, and exactly only near the border.
struct ConeBorder {
    private let cone: SkyCone
    private let axis: UnitVector
    private let cosine: Double

    init(_ cone: SkyCone) {
        self.cone = cone
        axis = cone.centre.unitVector
        cosine = cos(cone.radius * .pi / 180)
    }

    /// - Parameter direction: of the position, right to 10^-8.
    @inline(__always)
    func contains(_ position: SkyPosition, _ direction: UnitVector) -> Bool {
        let along = axis.x * direction.x + axis.y * direction.y + axis.z * direction.z
        if abs(along - cosine) > 1e-7 { return along > cosine }
        return cone.contains(position)
    }
}
