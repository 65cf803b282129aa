/// A place in the focal plane, millimetres from the optical axis.
///
/// At a rotation of 0 degrees y points to the north and x to the west; one millimetre is 20 arcsec of the tangent plane.
public struct FocalPoint: Sendable, Hashable {
    /// Millimetres; to the west at a rotation of 0.
    public var x: Double
    /// Millimetres; to the north at a rotation of 0.
    public var y: Double

    /// Millimetres.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A place on a detector: pixels, from 0 at the middle of the first.
public struct DetectorPoint: Sendable, Hashable {
    /// Number of the detector, 0 ... 188.
    public var detector: Int
    /// Pixels along x, from 0 at the middle of the first.
    public var x: Double
    /// Pixels along y, from 0 at the middle of the first.
    public var y: Double

    /// A place that need not be on the detector.
    public init(detector: Int, x: Double, y: Double) {
        self.detector = detector
        self.x = x
        self.y = y
    }
}
