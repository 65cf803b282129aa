public import SkyMath

/// What a user says of an exposure for its packets, where its header says nothing or says it wrongly; nil for the header's.
public struct PacketOptions: Sendable, Hashable {
    /// Of LSST's schema, such as `11.1`.
    public var schemaVersion = "11.1"
    /// Number of the visit.
    public var visit: Int64?
    /// Number of the detector.
    public var detector: Int?
    /// Middle of the exposure, MJD TAI.
    public var midpointMjdTai: Double?
    /// Length of the exposure, seconds.
    public var exposureSeconds: Double?
    /// Of the exposure, one of u g r i z y.
    public var band: Passband?
    /// AB magnitude of one unit of the science image.
    public var zeroPoint: Double?
    /// Pixels a side; nil takes LSST's rule: 30, more where the footprint's box is greater, at most 102.
    public var stampSide: Int?
    /// When the images were processed, MJD TAI.
    public var processedMjdTai: Double
    /// What the reliabilities come from; nil where nobody says.
    public var reliabilityVersion: String?

    /// The header's for all that can be nil.
    public init(processedMjdTai: Double) { self.processedMjdTai = processedMjdTai }
}
