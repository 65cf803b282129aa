public import Bytes
public import SkyMath

/// A packet as the simulated survey issues it, with what is true of it. Faults are applied later, to copies.
public struct IssuedPacket: Sendable {
    /// diaSourceId, or candid.
    public var alertID: Int64
    /// diaObjectId, or ssObjectId.
    public var objectID: Int64
    /// The visit's identifier, not its number within the run.
    public var visit: Int64
    /// 0 ..< 189.
    public var detector: Int
    /// Of the visit.
    public var band: Passband
    /// Of the visit, MJD TAI.
    public var midpointMjdTai: Double
    /// What it is: `rrLyraeAB`, `supernovaIa`, `mainBelt`, `dipole` ...
    public var trueClass: String
    /// ICRS, degrees, where the detection was measured.
    public var position: SkyPosition
    /// Where it truly is.
    public var truePosition: SkyPosition
    /// On the difference image, nJy, before noise.
    public var trueFlux: Double
    /// Whole seconds and parts since the run began at which the survey would send it, at the survey's own pace.
    public var dueSeconds: Double
    /// The same moment, MJD TAI.
    public var issuedMjdTai: Double
    /// Number of LSST's schema; 0 for ZTF's packets and VOEvents.
    public var schemaID: UInt32
    /// As a Kafka value: Confluent framing, or the survey's own.
    public var bytes: Bytes

    /// `truePosition` is `position` where it is nil, `issuedMjdTai` the middle of the exposure.
    public init(
        alertID: Int64, objectID: Int64, visit: Int64, detector: Int, band: Passband, midpointMjdTai: Double,
        trueClass: String, position: SkyPosition, truePosition: SkyPosition? = nil, trueFlux: Double,
        dueSeconds: Double, schemaID: UInt32, bytes: Bytes, issuedMjdTai: Double? = nil
    ) {
        self.alertID = alertID
        self.objectID = objectID
        self.visit = visit
        self.detector = detector
        self.band = band
        self.midpointMjdTai = midpointMjdTai
        self.trueClass = trueClass
        self.position = position
        self.truePosition = truePosition ?? position
        self.trueFlux = trueFlux
        self.dueSeconds = dueSeconds
        self.issuedMjdTai = issuedMjdTai ?? midpointMjdTai
        self.schemaID = schemaID
        self.bytes = bytes
    }
}
