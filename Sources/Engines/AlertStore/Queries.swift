public import AlertModel
public import Bytes

/// Where a packet lies: tables refer to packets and never copy them.
public struct PacketReference: Sendable, Hashable, Codable {
    /// Name under which the store keeps the topic.
    public var topic: String
    /// Number of the topic's partition, from 0.
    public var partition: Int32
    /// Of the packet's record within the partition.
    public var offset: Int64

    /// Fields as given.
    public init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

/// One object as a line of a table.
public struct ObjectRow: Sendable, Hashable {
    /// Unique in a store.
    public var id: ObjectID
    /// ICRS, degrees.
    public var ra: Double
    /// ICRS, degrees, -90 ... 90.
    public var dec: Double
    /// First and last detection, MJD TAI.
    public var firstMjdTai: Double
    /// Last detection, MJD TAI; like the first, NaN in a row that was only made by `init`.
    public var lastMjdTai: Double
    /// Detections known, from alerts and from their histories.
    public var detectionCount: Int
    /// Of these, the ones that came as an alert.
    public var alertCount: Int
    /// Of the newest alert.
    public var latestBand: Band
    /// PSF flux on the difference image, nJy, of the newest alert; nil where it gives no finite one.
    public var latestFlux: Double?
    /// One standard deviation of it, nJy; nil where the alert gives none.
    public var latestFluxErr: Double?
    /// AB; nil where the flux is not positive.
    public var latestMagnitude: Double?
    /// The survey's own score of the newest alert, 0 to 1; nil where it gives none.
    public var reliability: Double?
    /// `SSO` where linked to a solar-system object, else `unclassified` until there is a classifier.
    public var classification: String
    /// MPC designation of the linked solar-system object, as the survey writes it; nil where none is known.
    public var designation: String?

    /// Position in ICRS degrees; times are NaN, counts 0, and the rest is unknown.
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
    /// ICRS, degrees.
    public var dec: Double
    /// From the middle to the edge, arcsec; the edge belongs to it.
    public var radiusArcsec: Double

    /// ICRS position in degrees, radius in arcsec.
    public init(ra: Double, dec: Double, radiusArcsec: Double) {
        self.ra = ra
        self.dec = dec
        self.radiusArcsec = radiusArcsec
    }
}

/// What objects are sorted by; raw values are those of the parameter `sort`.
public enum ObjectSort: String, Sendable, CaseIterable {
    case lastSeen, firstSeen, magnitude, detections, reliability, ra, dec, id, separation
}

/// Which objects, in which order.
public struct ObjectQuery: Sendable, Hashable {
    /// Nil for all surveys.
    public var survey: Survey?
    /// Such as `SSO` or `unclassified`; nil for all.
    public var classification: String?
    /// Latest AB magnitude, both ends included: objects without one do not match. Nil for no condition.
    public var magnitude: ClosedRange<Double>?
    /// Objects last seen at or after this time, MJD TAI.
    public var lastSeenSinceMjdTai: Double?
    /// Objects whose position lies within it; nil for the whole sky.
    public var cone: Cone?
    /// `separation` needs a cone; without one it is taken as `lastSeen`.
    public var sort: ObjectSort = .lastSeen
    /// Greatest value first; objects without one come last in either order.
    public var descending = true
    /// Rows at most; less than 0 counts as 0.
    public var limit = 50
    /// Rows to pass over before the first; less than 0 counts as 0.
    public var offset = 0

    /// The 50 objects seen last.
    public init() {}
}

/// A page of the objects that match a query.
public struct ObjectPage: Sendable {
    /// In the query's order, `limit` at most.
    public var rows: [ObjectRow]
    /// Degrees of arc in arcsec from the cone's centre, by row; empty without a cone.
    public var separationsArcsec: [Double]
    /// Objects that match in all.
    public var total: Int

    /// Fields as given.
    public init(rows: [ObjectRow], separationsArcsec: [Double] = [], total: Int) {
        self.rows = rows
        self.separationsArcsec = separationsArcsec
        self.total = total
    }
}

/// All measurements of an object, merged from every packet that named it, without duplicates, oldest first.
public struct LightCurve: Sendable {
    /// The alerts' own and those of their histories, fluxes in nJy.
    public var detections: [Detection]
    /// Fluxes at a fixed position, nJy, detected or not.
    public var forced: [ForcedMeasurement]
    /// Images in which nothing was found, limits in nJy.
    public var upperLimits: [UpperLimit]
    /// By `Detection.id`: the packet of each detection that came as an alert.
    public var packets: [Int64: PacketReference]

    /// Fields as given; nothing is sorted or merged here.
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
    /// Alerts measured within it; nil for the whole sky.
    public var cone: Cone?
    /// Times of exposure, MJD TAI: from the first, before the second.
    public var sinceMjdTai: Double?
    /// Nil for no end; `sinceMjdTai` nil for no beginning.
    public var untilMjdTai: Double?
    /// Nil for all surveys.
    public var survey: Survey?
    /// Rows at most; less than 0 counts as 0.
    public var limit = 100

    /// The 100 newest alerts.
    public init() {}
}

/// One alert as the store knows it; the rest is in its packet.
public struct AlertRow: Sendable, Hashable {
    /// The one that issued it; `id` is unique within it.
    public var survey: Survey
    /// `diaSourceId`, or ZTF's `candid`.
    public var id: Int64
    /// The object that the store keeps it under.
    public var objectID: ObjectID
    /// Middle of the exposure, MJD TAI; of ZTF its start.
    public var midpointMjdTai: Double
    /// ICRS, degrees.
    public var ra: Double
    /// ICRS, degrees.
    public var dec: Double
    /// Filter of the exposure.
    public var band: Band
    /// nJy, of the difference image.
    public var psfFlux: Double?
    /// From the middle of the cone; nil without one.
    public var separationArcsec: Double?
    /// Where the packet lies that brought it.
    public var packet: PacketReference
}

/// One alert as a point of a map.
public struct SkyPoint: Sendable, Hashable {
    /// The object that the store keeps the alert under.
    public var objectID: ObjectID
    /// Of the alert, not of its object: ICRS, degrees.
    public var ra: Double
    /// Of the alert: ICRS, degrees.
    public var dec: Double
    /// Middle of the exposure, MJD TAI; of ZTF its start.
    public var midpointMjdTai: Double
    /// Filter of the exposure.
    public var band: Band

    /// Fields as given.
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

    /// Number of the cell in nested order, 0 ..< 49,152.
    public var cell: Int64
    /// Alerts measured in it in the time that was asked for.
    public var alerts: Int

    /// Both as given.
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
    /// Packets with at least one alert that the store did not know.
    public var stored: Int64
    /// Packets all of whose alerts the store knew.
    public var duplicate: Int64
    /// Packets that could not be taken and are kept with their bytes.
    public var quarantined: Int64
    /// Read and not yet committed.
    public var inFlight: Int64
    /// Offsets that the topic no longer had when they were to be read.
    public var missing: Int64

    /// Fields as given, all but the name in packets or offsets.
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
    /// What `quarantinedBytes(id:)` takes.
    public var id: Int64
    /// Where the packet lies in its topic.
    public var reference: PacketReference
    /// Short and bounded, for counting: `digest`, `framing`, `schema`, `decode`, `mapping`.
    public var reason: String
    /// The whole error, with offset and field.
    public var detail: String
    /// Bytes of the packet.
    public var byteCount: Int
    /// Milliseconds since 1970 UTC.
    public var storedAtMs: Int64

    /// Fields as given.
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
    /// Of all surveys and classes.
    public var objects = 0
    /// Of all surveys, each counted once.
    public var alerts = 0
    /// Time of the newest alert, MJD TAI; nil in an empty store.
    public var newestMjdTai: Double?
    /// Time of the oldest alert, MJD TAI; nil in an empty store.
    public var oldestMjdTai: Double?

    /// Those of an empty store.
    public init() {}
}

/// What pages, the API and `broker status` ask of a store. `AlertStore` is one; tests may make another.
public protocol AlertStoreReader: Sendable {
    /// Counts of all that is stored, and the times of its first and last alert.
    func totals() async throws -> StoreTotals
    /// A page of the objects that match, with the number of all that do.
    func objects(_ query: ObjectQuery) async throws -> ObjectPage
    /// Nil where the store does not have it.
    func object(_ id: ObjectID) async throws -> ObjectRow?
    /// Empty where the store does not have the object.
    func lightCurve(of id: ObjectID) async throws -> LightCurve
    /// Packet references of an object's alerts, newest first.
    func packets(of id: ObjectID, limit: Int) async throws -> [PacketReference]
    /// The packet of one alert.
    func packet(survey: Survey, alertID: Int64) async throws -> PacketReference?
    /// Newest alerts at or after `sinceMjdTai`, at most `limit`.
    func skyPoints(sinceMjdTai: Double, limit: Int) async throws -> [SkyPoint]
    /// Alerts where and when they were seen, newest first: also those of moving objects, which an object's present
    /// position does not find.
    func alerts(_ query: AlertQuery) async throws -> [AlertRow]
    /// How many alerts were seen in each cell of the sky, from the full hour before `sinceMjdTai` on; cells without any are left out.
    func skyCounts(sinceMjdTai: Double) async throws -> [SkyCount]
    /// One account for each stage.
    func accounts() async throws -> [StageAccount]
    /// Next offset to read by topic and partition, as committed with the rows.
    func committedOffsets(topic: String) async throws -> [Int32: Int64]
    /// Packets that could not be taken, newest first, without their bytes.
    func quarantine(limit: Int, offset: Int) async throws -> [QuarantinedPacket]
    /// The whole packet; nil where no quarantined one has this id.
    func quarantinedBytes(id: Int64) async throws -> Bytes?
}
