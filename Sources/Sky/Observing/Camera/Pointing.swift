public import SkyMath

/// The camera turned to a place on the sky: sky to focal plane to pixels, and back.
///
/// A gnomonic projection about the boresight (Calabretta and Greisen 2002, doi:10.1051/0004-6361:20021327). At
/// the position angle (north through east) `rotSkyPos` lies the focal plane's y axis, and x a quarter turn before it: so do
/// the detectors of Rubin's Data Preview 1. Every function is O(1).
public struct Pointing: Sendable, Hashable {
    /// Where the optical axis points, ICRS.
    public let boresight: SkyPosition
    /// Degrees.
    public let rotSkyPos: Double
    private let centre: UnitVector
    private let east: UnitVector
    private let north: UnitVector
    private let sine: Double
    private let cosine: Double

    /// `rotSkyPos` in degrees, north through east.
    public init(boresight: SkyPosition, rotSkyPos: Double) {
        self.boresight = boresight
        self.rotSkyPos = rotSkyPos
        let (sinRa, cosRa) = (sinDegrees(boresight.ra), cosDegrees(boresight.ra))
        let (sinDec, cosDec) = (sinDegrees(boresight.dec), cosDegrees(boresight.dec))
        centre = UnitVector(x: cosDec * cosRa, y: cosDec * sinRa, z: sinDec)
        east = UnitVector(x: -sinRa, y: cosRa, z: 0)
        north = UnitVector(x: -sinDec * cosRa, y: -sinDec * sinRa, z: cosDec)
        (sine, cosine) = (sinDegrees(rotSkyPos), cosDegrees(rotSkyPos))
    }

    /// By the visit's place and rotation.
    public init(_ visit: Visit) { self.init(boresight: visit.position, rotSkyPos: visit.rotSkyPos) }

    /// Where a place falls in the focal plane; nil a quarter of the sky away and farther, and for NaN.
    public func focalPoint(_ position: SkyPosition) -> FocalPoint? { focalPoint(position.unitVector) }

    /// The same of a direction of length 1, without trigonometry.
    public func focalPoint(_ place: UnitVector) -> FocalPoint? {
        let depth = dot(place, centre)
        guard depth > 1e-9 else { return nil }
        let scale = (180 / .pi) / LSSTCamera.degreesPerMillimetre / depth
        let (xi, eta) = (dot(place, east) * scale, dot(place, north) * scale)
        return FocalPoint(x: -cosine * xi + sine * eta, y: sine * xi + cosine * eta)
    }

    /// The place on the sky of a point of the focal plane.
    public func position(_ point: FocalPoint) -> SkyPosition {
        let scale = LSSTCamera.degreesPerMillimetre * (.pi / 180)
        let xi = (-cosine * point.x + sine * point.y) * scale
        let eta = (sine * point.x + cosine * point.y) * scale
        return UnitVector(
            x: centre.x + xi * east.x + eta * north.x, y: centre.y + xi * east.y + eta * north.y,
            z: centre.z + xi * east.z + eta * north.z
        ).position
    }

    /// The position angle, degrees from north through east, to which a detector's pixel x axis points at a place on it:
    /// a quarter turn before `rotSkyPos` at the boresight, where meridians run together another beside it.
    public func pixelAngle(on detector: Detector, at pixel: DetectorPoint) -> Double {
        let (left, right) = (
            detector.focalPoint(x: pixel.x - 5, y: pixel.y), detector.focalPoint(x: pixel.x + 5, y: pixel.y)
        )
        return position(left).positionAngle(to: position(right))
    }

    /// Values of the FITS keywords of a detector's TAN projection: exact, with the boresight as reference.
    public func wcs(_ detector: Detector) -> TangentWCS {
        let pixel = detector.pixel(FocalPoint(x: 0, y: 0))
        let scale = LSSTCamera.arcsecPerPixel / 3600
        return TangentWCS(
            crpix: (pixel.x + 1, pixel.y + 1), crval: boresight,
            cd: (-cosine * scale, sine * scale, sine * scale, cosine * scale))
    }
}

func dot(_ a: UnitVector, _ b: UnitVector) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }
