public import Bytes

/// What changed at one place in the sky in one image, with what is known of that place: the same value for
/// every survey. All times are MJD TAI, all fluxes nJy (AB), all angles degrees (ICRS) unless a name says otherwise.
public struct Alert: Sendable {
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
    public var stamps: Stamps

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
    public enum Kind: UInt8, Sendable { case diaObject = 0, solarSystem = 1 }

    public var survey: Survey
    public var kind: Kind
    public var key: Int64

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
    public var band: Band
    /// ICRS, degrees.
    public var ra: Double
    public var dec: Double
    /// One standard deviation, degrees.
    public var raErr: Double?
    public var decErr: Double?
    /// PSF flux on the difference image, nJy; negative where the source has faded.
    public var psfFlux: Double?
    public var psfFluxErr: Double?
    /// PSF flux on the science image, nJy.
    public var scienceFlux: Double?
    public var scienceFluxErr: Double?
    /// PSF flux on the template, nJy.
    public var templateFlux: Double?
    public var templateFluxErr: Double?
    public var snr: Double?
    /// The survey's own score that the detection is real, 0 to 1 (LSST reliability, ZTF drb or else rb).
    public var reliability: Double?
    public var visit: Int64?
    public var detector: Int32?
    /// Pixel position on the detector.
    public var x: Double?
    public var y: Double?
    public var flags: DetectionFlags

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

    public static let negative = DetectionFlags(rawValue: 1 << 0)
    public static let dipole = DetectionFlags(rawValue: 1 << 1)
    public static let trailed = DetectionFlags(rawValue: 1 << 2)
    public static let edge = DetectionFlags(rawValue: 1 << 3)
    public static let saturated = DetectionFlags(rawValue: 1 << 4)
    public static let cosmicRay = DetectionFlags(rawValue: 1 << 5)
    public static let badPixels = DetectionFlags(rawValue: 1 << 6)
    public static let interpolated = DetectionFlags(rawValue: 1 << 7)
    public static let suspect = DetectionFlags(rawValue: 1 << 8)
    public static let streak = DetectionFlags(rawValue: 1 << 9)
    public static let injected = DetectionFlags(rawValue: 1 << 10)
    public static let fluxUnreliable = DetectionFlags(rawValue: 1 << 11)
    public static let positionUnreliable = DetectionFlags(rawValue: 1 << 12)
    public static let shapeUnreliable = DetectionFlags(rawValue: 1 << 13)
    public static let isolatedVisit = DetectionFlags(rawValue: 1 << 14)
}

/// A flux at a fixed position, detected or not (diaForcedSource, fp_hist).
public struct ForcedMeasurement: Sendable, Hashable {
    /// diaForcedSourceId, or the survey's nearest equivalent; 0 where there is none.
    public var id: Int64
    public var midpointMjdTai: Double
    public var band: Band
    /// On the difference image, nJy.
    public var psfFlux: Double?
    public var psfFluxErr: Double?
    /// On the science image, nJy.
    public var scienceFlux: Double?
    public var scienceFluxErr: Double?
    public var visit: Int64?
    public var detector: Int32?

    public init(id: Int64, midpointMjdTai: Double, band: Band) {
        self.id = id
        self.midpointMjdTai = midpointMjdTai
        self.band = band
    }
}

/// An image in which nothing was found at the object's place.
public struct UpperLimit: Sendable, Hashable {
    public var midpointMjdTai: Double
    public var band: Band
    /// Flux, nJy, that would have been found at five standard deviations.
    public var limit: Double

    public init(midpointMjdTai: Double, band: Band, limit: Double) {
        self.midpointMjdTai = midpointMjdTai
        self.band = band
        self.limit = limit
    }
}

/// A survey's summary of all it has seen of an object (diaObject).
public struct ObjectSummary: Sendable, Hashable {
    public var ra: Double
    public var dec: Double
    public var firstMjdTai: Double?
    public var lastMjdTai: Double?
    public var detectionCount: Int?

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

    public init() {}
}

/// The images cut out around a detection, as the packet carries them: views, not copies.
public struct Stamps: Sendable, Hashable {
    public var science: Bytes?
    public var template: Bytes?
    public var difference: Bytes?

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
