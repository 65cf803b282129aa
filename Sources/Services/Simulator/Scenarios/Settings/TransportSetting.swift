public import SkyMath

/// One way out: where packets go, how fast, and which of them.
public struct TransportSetting: Sendable, Hashable {
    /// Which way out it is.
    public var kind: TransportKind
    /// Topic, folder, or address, as the kind wants it: `host:port` of a cluster; `host:port` or an address such as
    /// `tcp-listen://127.0.0.1:9000` or `vtp://127.0.0.1:8099` of the others.
    public var target: String
    /// Topic on a cluster; nil for the default.
    public var topic: String?
    /// Packets a second at most; nil for no limit.
    public var ratePerSecond: Double?
    /// Partitions of a topic; nil for those that it has, and one where it is made.
    public var partitions: Int?
    /// Which of the packets go this way.
    public var selection: PacketSelection
    /// Before the first visit somebody must be there within so many seconds; nil for not to wait.
    public var readyWithinSeconds: Double?
    /// Of transports that others connect to: how many must be there; nil for one.
    public var subscribers: Int?
    /// Consumer group of the topic that must be there.
    public var group: String?
    /// Of HTTP: the file whose first line is the token that is shown (`Authorization: Bearer`), as written in the
    /// scenario; nil for none.
    public var tokenFile: String?
    /// Of LSST packets in files.
    public var framing = FileFraming.container

    /// By default all packets, without a limit of rate; `framing` is set afterwards.
    public init(
        kind: TransportKind, target: String, topic: String? = nil, ratePerSecond: Double? = nil, partitions: Int? = nil,
        selection: PacketSelection = PacketSelection(), readyWithinSeconds: Double? = nil, subscribers: Int? = nil,
        group: String? = nil, tokenFile: String? = nil
    ) {
        self.kind = kind
        self.target = target
        self.topic = topic
        self.ratePerSecond = ratePerSecond
        self.partitions = partitions
        self.selection = selection
        self.readyWithinSeconds = readyWithinSeconds
        self.subscribers = subscribers
        self.group = group
        self.tokenFile = tokenFile
    }

    /// Each packet is a request of its own: a post, or a submission to a broker of VOEvents.
    var isAnsweredOneByOne: Bool { kind == .http || kind == .voevent && target.hasPrefix("vtp://") }

    /// What goes out begins with the number of its schema.
    var namesSchema: Bool { kind != .voevent && (!kind.isOfFiles || framing == .confluent) }

    /// Others connect to it.
    var isListening: Bool {
        switch kind {
        case .tcp: target.hasPrefix("tcp-listen:")
        case .voevent: (try? Self.vtp(target))?.scheme == "vtp-listen"
        default: false
        }
    }

    /// Of an embedded stream or a cluster.
    public var topicName: String { kind == .topic ? target : topic ?? "alerts-simulated" }
}

/// What a file of an LSST packet is.
public enum FileFraming: String, Sendable, Hashable, CaseIterable {
    /// An Avro container file, with its schema.
    case container
    /// The value as it stands on Kafka: a zero, the schema's number, the datum.
    case confluent
}

/// The transports that a scenario can name.
public enum TransportKind: String, Sendable, Hashable, CaseIterable {
    case topic, kafka, files, tar, voevent, tcp, udp, multicast, http

    /// Files, each a packet.
    var isOfFiles: Bool { self == .files || self == .tar }

    /// A packet has a time beside it: a record's timestamp, an archive's, a datagram's.
    var tellsTime: Bool { isPartitioned || self == .tar || self == .udp || self == .multicast }

    /// Has partitions.
    public var isPartitioned: Bool { self == .topic || self == .kafka }
}

/// A part of the packets; a part that is nil leaves nothing out.
public struct PacketSelection: Sendable, Hashable {
    /// Nil for all.
    public var bands: Set<Passband>?
    /// True classes, such as `rrLyraeAB`.
    public var classes: Set<String>?
    /// 0 ..< 189.
    public var detectors: NumberSet?

    /// By default it leaves nothing out.
    public init(bands: Set<Passband>? = nil, classes: Set<String>? = nil, detectors: NumberSet? = nil) {
        self.bands = bands
        self.classes = classes
        self.detectors = detectors
    }

    /// Whether `packet` belongs to the part.
    public func contains(_ packet: IssuedPacket) -> Bool {
        contains(band: packet.band, trueClass: packet.trueClass, detector: packet.detector)
    }

    /// Whether a packet of these properties belongs to the part.
    public func contains(band: Passband, trueClass: String, detector: Int) -> Bool {
        bands?.contains(band) ?? true && classes?.contains(trueClass) ?? true && detectors?.contains(detector) ?? true
    }
}
