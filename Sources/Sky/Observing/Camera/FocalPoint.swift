/// A place in the focal plane, millimetres from the optical axis.
///
/// At a rotation of 0 degrees y points to the north and x to the west; one millimetre is 20 arcsec of the tangent plane.
public struct FocalPoint: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A place on a detector: pixels, from 0 at the middle of the first.
public struct DetectorPoint: Sendable, Hashable {
    public var detector: Int
    public var x: Double
    public var y: Double

    public init(detector: Int, x: Double, y: Double) {
        self.detector = detector
        self.x = x
        self.y = y
    }
}
