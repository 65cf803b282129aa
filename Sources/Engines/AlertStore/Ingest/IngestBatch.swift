public import AlertModel
public import Bytes

/// Packets of one or more topics, taken together in one transaction.
public struct IngestBatch: Sendable {
    /// The account that the packets are counted in, such as `ingest lsst-alerts-v10`.
    public var stage: String
    /// Taken in this order.
    public var items: [IngestItem]
    /// By topic and partition: the next offset to read, where it lies beyond the last item (a topic may have gaps).
    public var nextOffsets: [String: [Int32: Int64]]
    /// Packets read from the topic that are in later batches.
    public var inFlight: Int
    /// Packets read from the topic for this batch, counted where they were read: an account whose `items` are fewer does
    /// not add up. Nil for the number of items.
    public var read: Int?
    /// Offsets that no longer existed when they were to be read.
    public var missing: [MissingOffsets] = []

    /// Fields as given.
    public init(
        stage: String, items: [IngestItem] = [], nextOffsets: [String: [Int32: Int64]] = [:], inFlight: Int = 0,
        read: Int? = nil, missing: [MissingOffsets] = []
    ) {
        self.stage = stage
        self.items = items
        self.nextOffsets = nextOffsets
        self.inFlight = inFlight
        self.read = read
        self.missing = missing
    }
}

/// Offsets of a partition that retention has removed.
public struct MissingOffsets: Sendable, Hashable {
    /// As the store calls it.
    public var topic: String
    /// Number within the topic, from 0.
    public var partition: Int32
    /// Those before the committed offset are not counted again.
    public var offsets: Range<Int64>

    /// Fields as given.
    public init(topic: String, partition: Int32, offsets: Range<Int64>) {
        self.topic = topic
        self.partition = partition
        self.offsets = offsets
    }
}

/// One packet and what was made of it.
public struct IngestItem: Sendable {
    /// Where the packet lies, by which the store knows whether it was accounted for before.
    public var reference: PacketReference
    /// What was read from it, or why it goes to quarantine.
    public var content: Content

    /// Alerts, or why there are none.
    public enum Content: Sendable {
        /// One alert, or several where a packet is a container with several records.
        case alerts([Alert])
        case rejected(Rejection)
    }

    /// Both as given.
    public init(reference: PacketReference, content: Content) {
        self.reference = reference
        self.content = content
    }

    /// A packet that holds one alert.
    public init(_ alert: Alert, at reference: PacketReference) {
        self.init(reference: reference, content: .alerts([alert]))
    }
}

/// Why a packet goes to quarantine.
public struct Rejection: Sendable, Hashable {
    /// Short and bounded, for counting: `digest`, `framing`, `schema`, `decode`, `mapping`.
    public var reason: String
    /// The whole error, with offset and field.
    public var detail: String
    /// The packet, which the store keeps whole.
    public var bytes: Bytes

    /// Fields as given.
    public init(reason: String, detail: String, bytes: Bytes) {
        self.reason = reason
        self.detail = detail
        self.bytes = bytes
    }
}

/// What became of a batch, in packets.
public struct IngestOutcome: Sendable, Hashable {
    /// Packets with at least one alert that the store did not know.
    public var stored = 0
    /// Packets all of whose alerts the store knew from packets at other places.
    public var duplicate = 0
    /// Packets that were rejected and are kept with their bytes.
    public var quarantined = 0
    /// Packets at places that had been accounted for before: ignored and not counted in the stage's account.
    public var redelivered = 0
    /// Offsets that were gone before they were read, and not counted before.
    public var missing = 0
    /// Alerts, objects and points of light curves that are new.
    public var newAlerts = 0
    /// Objects that the store did not know.
    public var newObjects = 0
    /// Detections, forced measurements and upper limits that no light curve held.
    public var newPoints = 0
    /// Slices of light curves written.
    public var slicesWritten = 0

    /// All 0.
    public init() {}

    /// Packets that this batch added to the stage's account.
    public var accounted: Int { stored + duplicate + quarantined }
}

extension Alert {
    /// Why a store cannot hold this alert; nil where it can.
    public var storeProblem: String? {
        if !source.midpointMjdTai.isFinite { return "alert \(id): the time of the detection is not a finite number" }
        guard source.ra.isFinite, source.dec.isFinite, (-90...90).contains(source.dec) else {
            return "alert \(id): the position (\(source.ra), \(source.dec)) is not on the sky"
        }
        return nil
    }
}
