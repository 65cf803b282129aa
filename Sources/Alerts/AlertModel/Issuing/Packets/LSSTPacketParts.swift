public import Bytes

/// What an LSST packet is made of. A part that a version of the schema lacks is left out; nil is written as null.
public struct LSSTPacketParts: Sendable {
    /// diaSourceId; alertId in versions before 8.
    public var alertID: Int64
    /// `observation_reason`, why the visit was made; from version 8 on.
    public var observationReason: String?
    /// `target_name`, what the visit was pointed at; from version 8 on.
    public var targetName: String?
    /// The detection that causes the alert.
    public var diaSource: EncodedRecord
    /// Earlier detections; nil is not the same as none.
    public var prvDiaSources: EncodedRecords?
    /// Forced photometry at the object's place; nil is not the same as none.
    public var prvDiaForcedSources: EncodedRecords?
    /// Versions before 8 only.
    public var prvDiaNondetectionLimits: EncodedRecords?
    /// nil for bodies of the solar system.
    public var diaObject: EncodedRecord?
    /// Ephemeris of the detection, from version 8 on; nil where it is of no body of the solar system.
    public var ssSource: EncodedRecord?
    /// `mpc_orbits`; `MPCORB` in versions 8 and 9.
    public var orbit: EncodedRecord?
    /// Versions before 8 only.
    public var ssObject: EncodedRecord?
    /// FITS files.
    public var cutoutDifference: Bytes?
    /// From the visit's image, a FITS file.
    public var cutoutScience: Bytes?
    /// From the template, a FITS file.
    public var cutoutTemplate: Bytes?

    /// Fields as given; all else nil.
    public init(alertID: Int64, diaSource: EncodedRecord) {
        self.alertID = alertID
        self.diaSource = diaSource
    }
}
