#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Size, shape and direction of a source.
public struct Ellipse: Sendable, Hashable {
    /// Semi-axes in pixels.
    public var major: Double
    /// Semi-minor axis in pixels.
    public var minor: Double
    /// Direction of the major axis, degrees from +x towards +y, -90 ... 90.
    public var angle: Double

    /// Semi-axes in pixels, the angle in degrees; nothing is checked.
    public init(major: Double, minor: Double, angle: Double) {
        (self.major, self.minor, self.angle) = (major, minor, angle)
    }

    /// That of second moments in pixels squared, the axes being standard deviations; nil where they have none.
    public init?(xx: Double, xy: Double, yy: Double) {
        let (middle, half) = ((xx + yy) / 2, (xx - yy) / 2)
        let reach = (half * half + xy * xy).squareRoot()
        guard middle > reach, middle.isFinite, reach.isFinite else { return nil }
        self.init(
            major: (middle + reach).squareRoot(), minor: (middle - reach).squareRoot(),
            angle: reach > 0 ? atan2(xy, half) / 2 * 180 / .pi : 0)
    }

    /// The same shape and direction, both axes times the factor.
    public func scaled(by factor: Double) -> Ellipse {
        Ellipse(major: major * factor, minor: minor * factor, angle: angle)
    }

    /// In pixels squared.
    public var area: Double { Double.pi * major * minor }
}
