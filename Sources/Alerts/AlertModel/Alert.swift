public import Bytes

/// What changed at one place in the sky in one image, with what is known of that place: the same value for
/// every survey. All times are MJD TAI, all fluxes nJy (AB), all angles degrees (ICRS) unless a name says otherwise.
public struct Alert: Sendable {
    /// The survey that issued the packet.
    public var survey: Survey
    /// The survey's name for the schema the packet was written with, such as `9.0` or `4.02`.
    public var schemaVersion: String
    /// The object this detection belongs to.
    public var objectID: ObjectID
    /// The detection that caused the alert; its `id` (diaSourceId, candid) identifies the alert.
    public var source: Detection
    /// Earlier detections of the same object, oldest first, without the triggering one.
    public var history: [Detection]
    /// Flux measured at the object's position whether or not anything was detected, oldest first.
    public var forced: [ForcedMeasurement]
    /// Earlier images in which nothing was found, oldest first.
    public var upperLimits: [UpperLimit]
    /// The survey's own summary of the object.
    public var object: ObjectSummary?
    /// Set where the survey has linked the detection to a solar-system object.
    public var movingObject: MovingObjectLink?
    /// The images cut out, as far as the packet carries them.
    public var stamps: Stamps

    /// Fields as given; no history, no other measurements, no stamps.
    public init(survey: Survey, schemaVersion: String, objectID: ObjectID, source: Detection) {
        self.survey = survey
        self.schemaVersion = schemaVersion
        self.objectID = objectID
        self.source = source
        history = []
        forced = []
        upperLimits = []
        stamps = Stamps()
    }

    /// diaSourceId (LSST) or candid (ZTF), unique within a survey.
    public var id: Int64 { source.id }
}

/// A survey whose packets are mapped.
public enum Survey: UInt8, Sendable, Hashable, CaseIterable {
    case lsst = 1
    case ztf = 2

    /// In capitals: `LSST` or `ZTF`.
    public var name: String {
        switch self {
        case .lsst: "LSST"
        case .ztf: "ZTF"
        }
    }
}

/// What an object is called: a 63-bit number at LSST, a name such as `ZTF21abiuvdk` at ZTF.
///
/// Both have an exact 64-bit form, `key`, by which tables are indexed: a ZTF name is its year and its seven
/// letters as a number in base 26.
public struct ObjectID: Sendable, Hashable, CustomStringConvertible {
    /// An object at a fixed place in the sky, or a body of the solar system.
    public enum Kind: UInt8, Sendable { case diaObject = 0, solarSystem = 1 }

    /// The survey whose number or name `key` stands for.
    public var survey: Survey
    /// Whether `key` is that of a fixed object or of a body of the solar system.
    public var kind: Kind
    /// diaObjectId or ssObjectId (LSST), the name as a number or else the candid (ZTF).
    public var key: Int64

    /// Fields as given; `key` is not checked.
    public init(survey: Survey, kind: Kind, key: Int64) {
        self.survey = survey
        self.kind = kind
        self.key = key
    }
}

/// A detection on a difference image (diaSource, candidate).
public struct Detection: Sendable, Hashable {
    /// diaSourceId or candid.
    public var id: Int64
    /// Middle of the exposure, MJD TAI; of ZTF its start, as that survey gives it (15 s before the middle, as a rule).
    public var midpointMjdTai: Double
    /// `.unknown` where the packet gives none of the six.
    public var band: Band
    /// ICRS, degrees.
    public var ra: Double
    /// ICRS, degrees, -90 to 90.
    public var dec: Double
    /// One standard deviation, degrees.
    public var raErr: Double?
    /// One standard deviation, degrees; nil where the packet has none, as with ZTF.
    public var decErr: Double?
    /// PSF flux on the difference image, nJy; negative where the source has faded.
    public var psfFlux: Double?
    /// One standard deviation of `psfFlux`, nJy.
    public var psfFluxErr: Double?
    /// PSF flux on the science image, nJy.
    public var scienceFlux: Double?
    /// One standard deviation of `scienceFlux`, nJy.
    public var scienceFluxErr: Double?
    /// PSF flux on the template, nJy.
    public var templateFlux: Double?
    /// One standard deviation of `templateFlux`, nJy.
    public var templateFluxErr: Double?
    /// Signal-to-noise ratio as LSST gives it; of ZTF that of its magnitude's error, 1.0857 / sigmapsf.
    public var snr: Double?
    /// The survey's own score that the detection is real, 0 to 1 (LSST reliability, ZTF drb or else rb).
    public var reliability: Double?
    /// LSST's visit, ZTF's processing id (pid).
    public var visit: Int64?
    /// LSST's detector, ZTF's readout channel (rcid).
    public var detector: Int32?
    /// Pixel position on the detector.
    public var x: Double?
    /// As `x`, along the other axis, px.
    public var y: Double?
    /// Empty where the packet warns of nothing; of ZTF only `negative` and `badPixels` are read.
    public var flags: DetectionFlags

    /// Fields as given; no flags, all else nil.
    public init(id: Int64, midpointMjdTai: Double, band: Band, ra: Double, dec: Double) {
        self.id = id
        self.midpointMjdTai = midpointMjdTai
        self.band = band
        self.ra = ra
        self.dec = dec
        flags = DetectionFlags()
    }
}

/// Warnings about a detection, in words common to the surveys.
public struct DetectionFlags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Fainter than the template: isNegative or, where LSST's schema lacks it, psfFlux below 0; ZTF isdiffpos.
    public static let negative = DetectionFlags(rawValue: 1 << 0)
    /// A positive and a negative lobe side by side (LSST isDipole).
    public static let dipole = DetectionFlags(rawValue: 1 << 1)
    /// One of a line of glints in the same image (LSST glint_trail).
    public static let trailed = DetectionFlags(rawValue: 1 << 2)
    /// At the edge of the usable image (LSST pixelFlags_edge, psfFlux_flag_edge).
    public static let edge = DetectionFlags(rawValue: 1 << 3)
    /// Saturated pixels in the footprint (LSST pixelFlags_saturated).
    public static let saturated = DetectionFlags(rawValue: 1 << 4)
    /// Pixels in the footprint hit by a cosmic ray (LSST pixelFlags_cr).
    public static let cosmicRay = DetectionFlags(rawValue: 1 << 5)
    /// Bad pixels, or ones without data, in the footprint (LSST pixelFlags_bad, pixelFlags_nodata; ZTF nbad > 0).
    public static let badPixels = DetectionFlags(rawValue: 1 << 6)
    /// Pixels in the footprint filled in from their neighbours (LSST pixelFlags_interpolated).
    public static let interpolated = DetectionFlags(rawValue: 1 << 7)
    /// Pixels in the footprint whose values are in doubt (LSST pixelFlags_suspect).
    public static let suspect = DetectionFlags(rawValue: 1 << 8)
    /// A streak through the footprint, as of a satellite (LSST pixelFlags_streak).
    public static let streak = DetectionFlags(rawValue: 1 << 9)
    /// Pixels to which a made-up source was added (LSST pixelFlags_injected).
    public static let injected = DetectionFlags(rawValue: 1 << 10)
    /// The measurement of the PSF flux failed (LSST psfFlux_flag).
    public static let fluxUnreliable = DetectionFlags(rawValue: 1 << 11)
    /// The measurement of the position failed (LSST centroid_flag).
    public static let positionUnreliable = DetectionFlags(rawValue: 1 << 12)
    /// The measurement of the shape failed (LSST shape_flag).
    public static let shapeUnreliable = DetectionFlags(rawValue: 1 << 13)
    /// No survey's packets set it so far.
    public static let isolatedVisit = DetectionFlags(rawValue: 1 << 14)
}

/// A flux at a fixed position, detected or not (diaForcedSource, fp_hist).
public struct ForcedMeasurement: Sendable, Hashable {
    /// diaForcedSourceId, or the survey's nearest equivalent; 0 where there is none.
    public var id: Int64
    /// Middle of the exposure, MJD TAI; of ZTF its start.
    public var midpointMjdTai: Double
    /// `.unknown` where the packet gives none of the six.
    public var band: Band
    /// On the difference image, nJy.
    public var psfFlux: Double?
    /// One standard deviation of `psfFlux`, nJy.
    public var psfFluxErr: Double?
    /// On the science image, nJy.
    public var scienceFlux: Double?
    /// One standard deviation of `scienceFlux`, nJy; both are nil for ZTF.
    public var scienceFluxErr: Double?
    /// LSST's visit, ZTF's processing id (pid).
    public var visit: Int64?
    /// LSST's detector, ZTF's readout channel (rcid).
    public var detector: Int32?

    /// Fields as given; all else nil.
    public init(id: Int64, midpointMjdTai: Double, band: Band) {
        self.id = id
        self.midpointMjdTai = midpointMjdTai
        self.band = band
    }
}

/// An image in which nothing was found at the object's place.
public struct UpperLimit: Sendable, Hashable {
    /// Middle of the exposure, MJD TAI; of ZTF its start.
    public var midpointMjdTai: Double
    /// `.unknown` where the packet gives none of the six.
    public var band: Band
    /// Flux, nJy, that would have been found at five standard deviations.
    public var limit: Double

    /// Fields as given; `limit` in nJy.
    public init(midpointMjdTai: Double, band: Band, limit: Double) {
        self.midpointMjdTai = midpointMjdTai
        self.band = band
        self.limit = limit
    }
}

/// A survey's summary of all it has seen of an object (diaObject).
public struct ObjectSummary: Sendable, Hashable {
    /// ICRS, degrees: the diaObject's (LSST), the triggering detection's (ZTF).
    public var ra: Double
    /// ICRS, degrees, from where `ra` is.
    public var dec: Double
    /// First detection, MJD TAI (LSST firstDiaSourceMjdTai, ZTF jdstarthist).
    public var firstMjdTai: Double?
    /// Latest detection, MJD TAI (LSST lastDiaSourceMjdTai, ZTF jdendhist).
    public var lastMjdTai: Double?
    /// LSST nDiaSources, ZTF ndethist.
    public var detectionCount: Int?

    /// Degrees; all else nil.
    public init(ra: Double, dec: Double) {
        self.ra = ra
        self.dec = dec
    }
}

/// The solar-system object that a detection was linked to.
public struct MovingObjectLink: Sendable, Hashable {
    /// LSST ssObjectId; nil where the survey gives a name alone.
    public var ssObjectID: Int64?
    /// MPC designation, as the survey writes it.
    public var designation: String?
    /// Distance from the predicted position, arcsec.
    public var separationArcsec: Double?
    /// Predicted V magnitude.
    public var predictedMagnitude: Double?

    /// Every field nil.
    public init() {}
}

/// The images cut out around a detection, as the packet carries them: views, not copies.
public struct Stamps: Sendable, Hashable {
    /// From the visit's image: FITS, gzipped or not, or JPEG; nil where the packet has none.
    public var science: Bytes?
    /// From the template, of the same form; nil where the packet has none.
    public var template: Bytes?
    /// From the difference image, of the same form; nil where the packet has none.
    public var difference: Bytes?

    /// No stamps.
    public init() {}
}

/// A passband.
public enum Band: UInt8, Sendable, Hashable, CaseIterable {
    case unknown = 0
    case u, g, r, i, z, y

    /// The letter, or `?`.
    public var letter: String {
        switch self {
        case .unknown: "?"
        case .u: "u"
        case .g: "g"
        case .r: "r"
        case .i: "i"
        case .z: "z"
        case .y: "y"
        }
    }

    /// The band called `letter` (upper or lower case), else `.unknown`.
    public init(letter: some StringProtocol) {
        switch letter {
        case "u", "U": self = .u
        case "g", "G": self = .g
        case "r", "R": self = .r
        case "i", "I": self = .i
        case "z", "Z": self = .z
        case "y", "Y": self = .y
        default: self = .unknown
        }
    }
}
