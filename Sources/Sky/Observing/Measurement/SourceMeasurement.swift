public import SkyMath

/// What the pipeline says of a source. Fluxes in nJy, angles in degrees but where named, moments in arcsec^2.
public struct SourceMeasurement: Sendable, Hashable {
    /// Whether the difference image shows it at the threshold.
    public var isDetected: Bool
    /// Whether the PSF flux in the difference image is less than 0.
    public var isNegative: Bool { psfFlux < 0 }
    /// Measured place, ICRS degrees.
    public var position: SkyPosition
    /// Standard errors on the sky, arcsec.
    public var raErrArcsec: Double
    /// Of the declination, arcsec.
    public var decErrArcsec: Double
    /// Covariance of both, arcsec^2: 0 of what is as long as it is wide.
    public var raDecCovArcsec2: Double
    /// Measured place on the detector.
    public var pixel: DetectorPoint
    /// Standard errors, pixels.
    public var xErr: Double
    /// Of the other axis.
    public var yErr: Double

    /// PSF flux forced at the place in the difference image.
    public var psfFlux: Double
    /// Its standard error.
    public var psfFluxErr: Double
    /// PSF flux forced at the place in the science image, as it was calibrated; its error has the calibration's.
    public var scienceFlux: Double
    /// Its standard error.
    public var scienceFluxErr: Double
    /// PSF flux forced at the place in the template, as it was calibrated.
    public var templateFlux: Double
    /// Its standard error.
    public var templateFluxErr: Double
    /// What calibration left in `scienceFlux`, nJy: the image does not show it.
    public var scienceCalibration: Double
    /// The same in `templateFlux`, nJy.
    public var templateCalibration: Double
    /// In the difference image, within an aperture of 12 pixels' radius.
    public var apFlux: Double
    /// Its standard error.
    public var apFluxErr: Double
    /// Absolute flux of the PSF's fit, or of a dipole's brighter lobe, by its error.
    public var snr: Double

    /// Second moments along right ascension and declination; NaN of what has none.
    public var ixx: Double
    /// Along declination.
    public var iyy: Double
    /// The mixed moment.
    public var ixy: Double
    /// Second moment of the PSF, the same on both axes.
    public var psfMoment: Double
    /// Nil where there is no trail to be seen.
    public var trail: TrailFit?
    /// Pixels of the side of the square that holds the footprint; 0 of what is not detected.
    public var footprintSide: Int32
    /// Nil where there are no lobes to be seen.
    public var dipole: DipoleFit?
    /// Whether there are lobes to be seen.
    public var isDipole: Bool { dipole != nil }
    /// What is wrong with the pixels; empty where nothing is.
    public var flags: PixelFlags

    /// Of the aperture, pixels.
    public static let apertureRadius = 12.0

    /// Arcsec; nil where there is no trail to be seen.
    public var trailLength: Double? { trail.map { Double($0.length) } }
    /// Degrees from north through east, 0 ..< 180.
    public var trailAngle: Double? { trail.map { Double($0.angle) } }
}

/// What is wrong with a source's pixels, as LSST's schema tells of them.
public struct PixelFlags: OptionSet, Sendable, Hashable {
    /// One bit for each flag.
    public var rawValue: UInt32

    /// Bits without a name are kept.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The square that holds the footprint reaches beyond the detector.
    public static let edge = PixelFlags(rawValue: 1)
    /// The source fills the well of its middle pixel, if its middle is that of the pixel.
    public static let saturated = PixelFlags(rawValue: 2)
    /// Pixels that were found to be a cosmic ray's.
    public static let cosmicRay = PixelFlags(rawValue: 4)
    /// Pixels that were found to be a satellite's trail.
    public static let streak = PixelFlags(rawValue: 8)
    /// A bad pixel lies in the footprint, taken for round.
    public static let bad = PixelFlags(rawValue: 16)
    /// A bad pixel lies in the 3 x 3 pixels about the measured place.
    public static let badCentre = PixelFlags(rawValue: 32)
    /// The measured place is beside the detector.
    public static let offImage = PixelFlags(rawValue: 64)
    /// The aperture of `apFlux` reaches beyond the detector.
    public static let apertureTruncated = PixelFlags(rawValue: 128)
    /// The PSF's image does.
    public static let psfTruncated = PixelFlags(rawValue: 256)
    /// One of a line of flashes.
    public static let glintTrain = PixelFlags(rawValue: 512)

    /// Pixels from the middle of the PSF's image, 41 x 41, to its edge.
    static let psfReach = Double(LSSTCamera.psfSide) / 2
}

extension LSSTCamera {
    /// Pixels of the PSF's image, 41 x 41 about the pixel of the measured place, that lie on the detector. Complexity: O(1).
    public func psfPixels(_ measured: SourceMeasurement) -> Int {
        guard measured.flags.contains(.psfTruncated), detectors.indices.contains(measured.pixel.detector) else {
            return Self.psfSide * Self.psfSide
        }
        let detector = detectors[measured.pixel.detector]
        func onDetector(_ place: Double, of count: Int) -> Int {
            let first = Int(place.rounded()) - Self.psfSide / 2
            return max(min(first + Self.psfSide, count) - max(first, 0), 0)
        }
        return onDetector(measured.pixel.x, of: detector.width) * onDetector(measured.pixel.y, of: detector.height)
    }

    /// Pixels of a side of the PSF's image.
    fileprivate static let psfSide = 41
}
