internal import Bytes
public import SkyMath

/// A copy of an issued packet that was sent, or a packet that was withheld.
public struct LedgerRow: Sendable, Hashable {
    /// diaSourceId, or candid.
    public var alertID: Int64
    /// diaObjectId, or ssObjectId.
    public var objectID: Int64
    /// The visit's identifier.
    public var visit: Int64
    /// Within the run, the first is 1.
    public var visitNumber: UInt32
    /// 0 ..< 189.
    public var detector: UInt16
    /// Of the visit.
    public var band: Passband
    /// What it is, such as `rrLyraeAB`.
    public var trueClass: String
    /// Where it truly is, ICRS.
    public var position: SkyPosition
    /// Of the visit, MJD TAI.
    public var midpointMjdTai: Double
    /// nJy.
    public var trueFlux: Double
    /// CRC-32C of the issued bytes.
    public var issuedDigest: UInt32
    /// CRC-32C of what was sent; of a withheld packet that of the issued bytes.
    public var sentDigest: UInt32
    /// Length of what was sent; 0 of a withheld packet.
    public var sentBytes: UInt32
    /// 0 for the first copy.
    public var copy: UInt16
    /// Place of the transport in the scenario's list.
    public var transport: UInt16
    /// Those that befell the copy, or that withheld the packet.
    public var faults: FaultSet
    /// The bytes sent are not those that were issued.
    public var isCorrupt: Bool
    /// No copy was sent.
    public var isWithheld: Bool
    /// When the survey would have sent it, milliseconds since 1970 UTC.
    public var issuedMs: Int64
    /// When the faults wanted it sent.
    public var dueMs: Int64
    /// When it was sent; nil where it was not.
    public var sentMs: Int64?
    /// Of the topic; nil where there is none, or nothing was sent.
    public var partition: Int32?
    /// In that partition; nil where there is none, or nothing was sent.
    public var offset: Int64?

    /// The row of a copy that was sent.
    ///
    /// - Parameter startMs: when the run began, milliseconds since 1970 UTC.
    public init(
        _ packet: IssuedPacket, _ send: ScheduledSend, visitNumber: Int, transport: Int = 0, startMs: Int64,
        sentMs: Int64?, partition: Int32? = nil, offset: Int64? = nil
    ) {
        self.init(packet, visitNumber: visitNumber, transport: transport, startMs: startMs)
        sentDigest = send.isCorrupt ? CRC32C.checksum(send.bytes) : issuedDigest
        sentBytes = UInt32(clamping: send.bytes.count)
        copy = UInt16(clamping: send.copy)
        faults = send.faults
        isCorrupt = send.isCorrupt
        isWithheld = false
        dueMs = milliseconds(send.dueSeconds, after: startMs)
        (self.sentMs, self.partition, self.offset) = (sentMs, partition, offset)
    }

    /// The row of a packet that was withheld.
    public init(
        _ packet: IssuedPacket, withheldBy faults: FaultSet, visitNumber: Int, transport: Int = 0, startMs: Int64
    ) {
        self.init(packet, visitNumber: visitNumber, transport: transport, startMs: startMs)
        self.faults = faults
    }

    private init(_ packet: IssuedPacket, visitNumber: Int, transport: Int, startMs: Int64) {
        (alertID, objectID, visit) = (packet.alertID, packet.objectID, packet.visit)
        self.visitNumber = UInt32(clamping: visitNumber)
        (detector, band, trueClass) = (UInt16(clamping: packet.detector), packet.band, packet.trueClass)
        (position, midpointMjdTai, trueFlux) = (packet.truePosition, packet.midpointMjdTai, packet.trueFlux)
        issuedDigest = CRC32C.checksum(packet.bytes)
        (sentDigest, sentBytes, copy) = (issuedDigest, 0, 0)
        self.transport = UInt16(clamping: transport)
        (faults, isCorrupt, isWithheld) = ([], false, true)
        issuedMs = milliseconds(packet.dueSeconds, after: startMs)
        (dueMs, sentMs, partition, offset) = (issuedMs, nil, nil, nil)
    }
}

private func milliseconds(_ seconds: Double, after startMs: Int64) -> Int64 {
    let delta = Int64(exactly: (seconds * 1000).rounded()) ?? 0
    return startMs.addingReportingOverflow(delta).partialValue
}
