public import SkyMath

/// All places within an angle of a place.
public struct SkyCone: Sendable, Hashable {
    /// The middle, ICRS.
    public var centre: SkyPosition
    /// Degrees; a cone with a negative radius or one that is NaN is empty.
    public var radius: Double

    /// `radius` in degrees; values are taken as they are.
    public init(centre: SkyPosition, radius: Double) {
        self.centre = centre
        self.radius = radius
    }

    /// By the exact separation, the border included.
    public func contains(_ position: SkyPosition) -> Bool { centre.separation(to: position) <= radius }
}
