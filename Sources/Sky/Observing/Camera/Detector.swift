/// One CCD of the camera.
///
/// Its pixel axes run along those of the focal plane, as in LSSTCam's packets: there the position angle of the pixels' y axis is
/// that of the camera (ROTPA), and x lies a quarter turn before.
public struct Detector: Sendable, Hashable {
    /// Makers of CCDs, whose sizes in pixels differ.
    public enum Vendor: Sendable, Hashable { case e2v, itl }

    /// 0 ... 188.
    public var number: Int
    /// Such as `R22_S11`.
    public var name: String
    /// Maker of the CCD, which decides its size.
    public var vendor: Vendor
    /// Its middle in the focal plane.
    public var centre: FocalPoint

    /// Pixels along x.
    public var width: Int { vendor == .e2v ? 4096 : 4072 }
    /// Pixels along y.
    public var height: Int { vendor == .e2v ? 4004 : 4000 }

    /// The outer corners of the first and last pixels: (0, 0), (w, 0), (w, h), (0, h).
    public var corners: [FocalPoint] {
        let (right, top) = (Double(width) - 0.5, Double(height) - 0.5)
        return [(-0.5, -0.5), (right, -0.5), (right, top), (-0.5, top)].map { focalPoint(x: $0.0, y: $0.1) }
    }

    /// Where a pixel place lies in the focal plane; places off the detector are carried on.
    public func focalPoint(x: Double, y: Double) -> FocalPoint {
        FocalPoint(
            x: centre.x + (x - Double(width - 1) / 2) * LSSTCamera.millimetresPerPixel,
            y: centre.y + (y - Double(height - 1) / 2) * LSSTCamera.millimetresPerPixel)
    }

    /// The pixel place of a point, which need not be on the detector.
    public func pixel(_ point: FocalPoint) -> DetectorPoint {
        DetectorPoint(
            detector: number,
            x: (point.x - centre.x) / LSSTCamera.millimetresPerPixel + Double(width - 1) / 2,
            y: (point.y - centre.y) / LSSTCamera.millimetresPerPixel + Double(height - 1) / 2)
    }

    /// Whether the pixel place is on the detector.
    public func contains(_ point: DetectorPoint) -> Bool {
        point.x >= -0.5 && point.y >= -0.5 && point.x < Double(width) - 0.5 && point.y < Double(height) - 0.5
    }
}
