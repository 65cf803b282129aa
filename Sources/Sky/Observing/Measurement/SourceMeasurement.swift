public import SkyMath

/// What the pipeline says of a source. Fluxes in nJy, angles in degrees but where named, moments in arcsec^2.
public struct SourceMeasurement: Sendable, Hashable {
    /// Whether the difference image shows it at the threshold.
    public var isDetected: Bool
    public var isNegative: Bool { psfFlux < 0 }
    public var position: SkyPosition
    /// Standard errors on the sky, arcsec.
    public var raErrArcsec: Double
    public var decErrArcsec: Double
    public var pixel: DetectorPoint
    /// Pixels, of both axes.
    public var pixelErr: Double

    /// PSF flux forced at the place in the difference image.
    public var psfFlux: Double
    public var psfFluxErr: Double
    public var scienceFlux: Double
    public var scienceFluxErr: Double
    public var templateFlux: Double
    public var templateFluxErr: Double
    /// In the difference image, within an aperture of 12 pixels' radius.
    public var apFlux: Double
    public var apFluxErr: Double
    /// Absolute difference flux by its error, with what a trail loses.
    public var snr: Double

    /// Second moments along right ascension and declination.
    public var ixx: Double
    public var iyy: Double
    public var ixy: Double
    /// Second moment of the PSF, the same on both axes.
    public var psfMoment: Double
    /// Arcsec; nil where there is no trail to be seen.
    public var trailLength: Double?
    /// Degrees from north through east, 0 ..< 180.
    public var trailAngle: Double?

    /// Nil where there are no lobes to be seen.
    public var dipole: DipoleFit?
    public var isDipole: Bool { dipole != nil }
    public var flags: PixelFlags
}

/// What is wrong with pixels under a source.
public struct PixelFlags: OptionSet, Sendable, Hashable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The stamp reaches beyond the detector.
    public static let edge = PixelFlags(rawValue: 1)
    /// The source fills the wells of its middle pixels.
    public static let saturated = PixelFlags(rawValue: 2)
    /// A cosmic ray hit the source.
    public static let cosmicRay = PixelFlags(rawValue: 4)
}
