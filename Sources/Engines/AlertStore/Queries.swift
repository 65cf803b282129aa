public import AlertModel
public import Bytes

/// Where a packet lies: tables refer to packets and never copy them.
public struct PacketReference: Sendable, Hashable, Codable {
    public var topic: String
    public var partition: Int32
    public var offset: Int64

    public init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

/// One object as a line of a table.
public struct ObjectRow: Sendable, Hashable {
    public var id: ObjectID
    /// ICRS, degrees.
    public var ra: Double
    public var dec: Double
    /// First and last detection, MJD TAI.
    public var firstMjdTai: Double
    public var lastMjdTai: Double
    /// Detections known, from alerts and from their histories.
    public var detectionCount: Int
    /// Of these, the ones that came as an alert.
    public var alertCount: Int
    /// Of the newest detection.
    public var latestBand: Band
    public var latestFlux: Double?
    public var latestFluxErr: Double?
    /// AB; nil where the flux is not positive.
    public var latestMagnitude: Double?
    public var reliability: Double?
    /// `SSO` where linked to a solar-system object, else `unclassified` until there is a classifier.
    public var classification: String
    public var designation: String?

    public init(id: ObjectID, ra: Double, dec: Double) {
        self.id = id
        self.ra = ra
        self.dec = dec
        firstMjdTai = .nan
        lastMjdTai = .nan
        detectionCount = 0
        alertCount = 0
        latestBand = .unknown
        classification = "unclassified"
    }
}

/// A circle on the sky.
public struct Cone: Sendable, Hashable {
    /// ICRS, degrees.
    public var ra: Double
    public var dec: Double
    public var radiusArcsec: Double

    public init(ra: Double, dec: Double, radiusArcsec: Double) {
        self.ra = ra
        self.dec = dec
        self.radiusArcsec = radiusArcsec
    }
}

public enum ObjectSort: String, Sendable, CaseIterable {
    case lastSeen, firstSeen, magnitude, detections, reliability, ra, dec, id, separation
}

/// Which objects, in which order.
public struct ObjectQuery: Sendable, Hashable {
    public var survey: Survey?
    public var classification: String?
    public var magnitude: ClosedRange<Double>?
    /// Objects last seen at or after this time, MJD TAI.
    public var lastSeenSinceMjdTai: Double?
    public var cone: Cone?
    public var sort: ObjectSort = .lastSeen
    public var descending = true
    public var limit = 50
    public var offset = 0

    public init() {}
}

public struct ObjectPage: Sendable {
    public var rows: [ObjectRow]
    /// Degrees of arc in arcsec from the cone's centre, by row; empty without a cone.
    public var separationsArcsec: [Double]
    /// Objects that match in all.
    public var total: Int

    public init(rows: [ObjectRow], separationsArcsec: [Double] = [], total: Int) {
        self.rows = rows
        self.separationsArcsec = separationsArcsec
        self.total = total
    }
}

/// All measurements of an object, merged from every packet that named it, without duplicates, oldest first.
public struct LightCurve: Sendable {
    public var detections: [Detection]
    public var forced: [ForcedMeasurement]
    public var upperLimits: [UpperLimit]
    /// By `Detection.id`: the packet of each detection that came as an alert.
    public var packets: [Int64: PacketReference]

    public init(
        detections: [Detection] = [], forced: [ForcedMeasurement] = [], upperLimits: [UpperLimit] = [],
        packets: [Int64: PacketReference] = [:]
    ) {
        self.detections = detections
        self.forced = forced
        self.upperLimits = upperLimits
        self.packets = packets
    }
}

/// Which alerts to list. Without a condition: the newest.
public struct AlertQuery: Sendable, Hashable {
    public var cone: Cone?
    /// Times of exposure, MJD TAI: from the first, before the second.
    public var sinceMjdTai: Double?
    public var untilMjdTai: Double?
    public var survey: Survey?
    public var limit = 100

    public init() {}
}

/// One alert as the store knows it; the rest is in its packet.
public struct AlertRow: Sendable, Hashable {
    public var survey: Survey
    /// `diaSourceId`, or ZTF's `candid`.
    public var id: Int64
    public var objectID: ObjectID
    public var midpointMjdTai: Double
    /// ICRS, degrees.
    public var ra: Double
    public var dec: Double
    public var band: Band
    /// nJy, of the difference image.
    public var psfFlux: Double?
    /// From the middle of the cone; nil without one.
    public var separationArcsec: Double?
    public var packet: PacketReference
}

/// One alert as a point of a map.
public struct SkyPoint: Sendable, Hashable {
    public var objectID: ObjectID
    public var ra: Double
    public var dec: Double
    public var midpointMjdTai: Double
    public var band: Band

    public init(objectID: ObjectID, ra: Double, dec: Double, midpointMjdTai: Double, band: Band) {
        self.objectID = objectID
        self.ra = ra
        self.dec = dec
        self.midpointMjdTai = midpointMjdTai
        self.band = band
    }
}

/// Alerts of one cell of the sky.
public struct SkyCount: Sendable, Hashable {
    /// Order of the HEALPix cells, nested: 0.92 degrees a side.
    public static let order = 6

    public var cell: Int64
    public var alerts: Int

    public init(cell: Int64, alerts: Int) {
        self.cell = cell
        self.alerts = alerts
    }
}

/// What became of all that entered a stage. Where all is well, received = stored + duplicate + quarantined + in flight.
public struct StageAccount: Sendable, Hashable, Codable {
    /// Such as `ingest lsst-alerts-v10`.
    public var stage: String
    /// Packets read, counted where they were read.
    public var received: Int64
    public var stored: Int64
    public var duplicate: Int64
    public var quarantined: Int64
    /// Read and not yet committed.
    public var inFlight: Int64
    /// Offsets that the topic no longer had when they were to be read.
    public var missing: Int64

    public init(
        stage: String, received: Int64 = 0, stored: Int64 = 0, duplicate: Int64 = 0, quarantined: Int64 = 0,
        inFlight: Int64 = 0, missing: Int64 = 0
    ) {
        self.stage = stage
        self.received = received
        self.stored = stored
        self.duplicate = duplicate
        self.quarantined = quarantined
        self.inFlight = inFlight
        self.missing = missing
    }

    /// Packets read of which nobody can say what became; 0 where the account adds up.
    public var unaccounted: Int64 { received - stored - duplicate - quarantined - inFlight }
}

/// A packet that could not be taken, kept with its bytes.
public struct QuarantinedPacket: Sendable, Hashable {
    public var id: Int64
    public var reference: PacketReference
    /// Short and bounded, for counting: `digest`, `framing`, `schema`, `decode`, `mapping`.
    public var reason: String
    /// The whole error, with offset and field.
    public var detail: String
    public var byteCount: Int
    /// Milliseconds since 1970 UTC.
    public var storedAtMs: Int64

    public init(
        id: Int64, reference: PacketReference, reason: String, detail: String, byteCount: Int, storedAtMs: Int64
    ) {
        self.id = id
        self.reference = reference
        self.reason = reason
        self.detail = detail
        self.byteCount = byteCount
        self.storedAtMs = storedAtMs
    }
}

/// Counts of a whole store.
public struct StoreTotals: Sendable, Hashable {
    public var objects = 0
    public var alerts = 0
    public var newestMjdTai: Double?
    public var oldestMjdTai: Double?

    public init() {}
}

/// What pages, the API and `broker status` ask of a store. `AlertStore` is one; tests may make another.
public protocol AlertStoreReader: Sendable {
    func totals() async throws -> StoreTotals
    func objects(_ query: ObjectQuery) async throws -> ObjectPage
    func object(_ id: ObjectID) async throws -> ObjectRow?
    func lightCurve(of id: ObjectID) async throws -> LightCurve
    /// Packet references of an object's alerts, newest first.
    func packets(of id: ObjectID, limit: Int) async throws -> [PacketReference]
    /// The packet of one alert.
    func packet(survey: Survey, alertID: Int64) async throws -> PacketReference?
    /// Newest alerts at or after `mjdTai`, at most `limit`.
    func skyPoints(sinceMjdTai: Double, limit: Int) async throws -> [SkyPoint]
    /// Alerts where and when they were seen, newest first: also those of moving objects, which an object's present
    /// position does not find.
    func alerts(_ query: AlertQuery) async throws -> [AlertRow]
    /// How many alerts were seen in each cell of the sky, from the full hour before `sinceMjdTai` on; cells without any are left out.
    func skyCounts(sinceMjdTai: Double) async throws -> [SkyCount]
    func accounts() async throws -> [StageAccount]
    /// Next offset to read by topic and partition, as committed with the rows.
    func committedOffsets(topic: String) async throws -> [Int32: Int64]
    func quarantine(limit: Int, offset: Int) async throws -> [QuarantinedPacket]
    func quarantinedBytes(id: Int64) async throws -> Bytes?
}
