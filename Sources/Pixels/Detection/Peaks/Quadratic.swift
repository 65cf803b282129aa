/// A parabolic surface through a value and its eight neighbours, by central differences.
public struct Quadratic: Sendable, Hashable {
    /// The value in the middle.
    public let height: Double
    /// First derivative along x in the middle, per step.
    public let gradientX: Double
    /// First derivative along y in the middle, per step.
    public let gradientY: Double
    /// Second derivative along x, per step squared.
    public let curvatureXX: Double
    /// Mixed second derivative, per step squared.
    public let curvatureXY: Double
    /// Second derivative along y, per step squared.
    public let curvatureYY: Double

    /// `value(dx, dy)` for -1, 0 and 1; distances are in units of that step.
    @inlinable
    public init(_ value: (Int, Int) -> Double) {
        height = value(0, 0)
        gradientX = (value(1, 0) - value(-1, 0)) / 2
        gradientY = (value(0, 1) - value(0, -1)) / 2
        curvatureXX = value(1, 0) + value(-1, 0) - 2 * height
        curvatureYY = value(0, 1) + value(0, -1) - 2 * height
        curvatureXY = (value(1, 1) + value(-1, -1) - value(1, -1) - value(-1, 1)) / 4
    }

    /// The top, and the height there; nil where the surface has none.
    public var maximum: (x: Double, y: Double, height: Double)? {
        let determinant = curvatureXX * curvatureYY - curvatureXY * curvatureXY
        guard curvatureXX < 0, curvatureYY < 0, determinant > 0 else { return nil }
        let x = (curvatureXY * gradientY - curvatureYY * gradientX) / determinant
        let y = (curvatureXY * gradientX - curvatureXX * gradientY) / determinant
        return (x, y, height + (gradientX * x + gradientY * y) / 2)
    }
}
