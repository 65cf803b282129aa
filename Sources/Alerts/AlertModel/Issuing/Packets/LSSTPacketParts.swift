public import Bytes

/// What an LSST packet is made of. A part that a version of the schema lacks is left out; nil is written as null.
public struct LSSTPacketParts: Sendable {
    /// diaSourceId; alertId in versions before 8.
    public var alertID: Int64
    public var observationReason: String?
    public var targetName: String?
    public var diaSource: EncodedRecord
    /// Earlier detections; nil is not the same as none.
    public var prvDiaSources: EncodedRecords?
    public var prvDiaForcedSources: EncodedRecords?
    /// Versions before 8 only.
    public var prvDiaNondetectionLimits: EncodedRecords?
    /// nil for bodies of the solar system.
    public var diaObject: EncodedRecord?
    public var ssSource: EncodedRecord?
    /// `mpc_orbits`; `MPCORB` in versions 8 and 9.
    public var orbit: EncodedRecord?
    /// Versions before 8 only.
    public var ssObject: EncodedRecord?
    /// FITS files.
    public var cutoutDifference: Bytes?
    public var cutoutScience: Bytes?
    public var cutoutTemplate: Bytes?

    public init(alertID: Int64, diaSource: EncodedRecord) {
        self.alertID = alertID
        self.diaSource = diaSource
    }
}
