#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Three rectangular components, of a place (au) or a velocity (au/day).
public struct Vector3: Sendable, Hashable {
    /// First component; in an equatorial frame towards right ascension 0.
    public var x: Double
    /// Second component; in an equatorial frame towards right ascension 90 degrees.
    public var y: Double
    /// Third component; in an equatorial frame towards the north pole.
    public var z: Double

    /// Components x, y and z.
    @inlinable
    public init(_ x: Double, _ y: Double, _ z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// All components 0.
    public static let zero = Vector3(0, 0, 0)

    /// Sum of the components' squares.
    @inlinable public var squaredLength: Double { x * x + y * y + z * z }
    /// Euclidean length, in the units of the components.
    @inlinable public var length: Double { squaredLength.squareRoot() }
    /// Whether no component is infinite or NaN.
    @inlinable public var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }

    /// Scalar product.
    @inlinable
    public func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

    /// Vector product, by the right-hand rule.
    @inlinable
    public func cross(_ other: Vector3) -> Vector3 {
        Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    /// Angle to `other`, radians, exact near zero and near 180 degrees.
    public func angle(to other: Vector3) -> Double { atan2(cross(other).length, dot(other)) }

    /// Sum by components.
    @inlinable
    public static func + (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x + b.x, a.y + b.y, a.z + b.z) }

    /// Difference by components.
    @inlinable
    public static func - (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x - b.x, a.y - b.y, a.z - b.z) }

    /// Every component times `k`.
    @inlinable
    public static func * (a: Vector3, k: Double) -> Vector3 { Vector3(a.x * k, a.y * k, a.z * k) }

    /// Adds `b` to `a` by components.
    @inlinable
    public static func += (a: inout Vector3, b: Vector3) { a = a + b }
}
