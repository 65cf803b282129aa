/// What can go wrong, with how much of it.
public enum FaultKind: Sendable, Hashable {
    /// So many different bits of the value are turned.
    case bitFlip(bits: Int)
    /// The value ends early: this part of it is kept, 0 ..< 1; nil for a part drawn for each packet.
    case truncation(keep: Double?)
    /// So many bytes too many at the end, drawn at random; nil for a number of 1 ... 64 drawn for each packet.
    case wrongLength(bytes: Int?)
    /// The framing names this schema instead of the packet's.
    case wrongSchema(id: UInt32)
    /// So many more copies, each later than the one before by the delay.
    case duplicate(copies: Int, delaySeconds: Double)
    /// Each packet is sent later by a time drawn uniformly from 0 up to the window.
    case reorder(windowSeconds: Double)
    case late(delaySeconds: Double)
    /// The packet is made without previous detections and forced measurements.
    case missingHistory
    /// The packet is not sent.
    case drop
    /// Nothing is sent while it lasts; then all at once, or, where the sender has no memory, never.
    case outage(loses: Bool)
    /// Time runs slower by the factor while it lasts: what is then not sent goes out at the end at once.
    case stall(factor: Double)
    /// A visit's packets go out no faster than this.
    case slowDrain(ratePerSecond: Double)
    /// So many times as many artefacts of some populations.
    case spuriousFlood(ArtefactFlood)
    /// So many alerts in each visit.
    case denseField(alerts: Int)
    /// Packets are written by this schema version from the scope's first visit on.
    case schemaMigration(version: String)
    /// The sender's clock is ahead by so much; negative for behind.
    case clockStep(seconds: Double)
    /// Zeros are put behind the value until it has so many bytes.
    case oversize(bytes: Int)
    /// These partitions take nothing: what would go there goes to the next that does, or, without rerouting, is lost.
    case lostPartition(NumberSet, reroutes: Bool)
    /// The schema registry does not answer as it should while it lasts.
    case registryOutage(RegistryOutage)
    /// The credentials that subscribers show, and those that the sender shows, are refused while it lasts.
    case credentialExpiry
    /// Connections are cut, and nobody who connects is let in while it lasts.
    case disconnect

    /// The word for it in a scenario.
    public var name: FaultName {
        switch self {
        case .bitFlip: .bitFlip
        case .truncation: .truncation
        case .wrongLength: .wrongLength
        case .wrongSchema: .wrongSchema
        case .duplicate: .duplicate
        case .reorder: .reorder
        case .late: .late
        case .missingHistory: .missingHistory
        case .drop: .drop
        case .outage: .outage
        case .stall: .stall
        case .slowDrain: .slowDrain
        case .spuriousFlood: .spuriousFlood
        case .denseField: .denseField
        case .schemaMigration: .schemaMigration
        case .clockStep: .clockStep
        case .oversize: .oversize
        case .lostPartition: .lostPartition
        case .registryOutage: .registryOutage
        case .credentialExpiry: .credentialExpiry
        case .disconnect: .disconnect
        }
    }
}

/// The words for faults in a scenario and a ledger.
public enum FaultName: String, Sendable, Hashable, CaseIterable {
    case bitFlip = "bit-flip"
    case truncation
    case wrongLength = "wrong-length"
    case wrongSchema = "wrong-schema"
    case duplicate, reorder, late
    case missingHistory = "missing-history"
    case drop, outage, stall
    case slowDrain = "slow-drain"
    case spuriousFlood = "spurious-flood"
    case denseField = "dense-field"
    case schemaMigration = "schema-migration"
    case clockStep = "clock-step"
    case oversize
    case lostPartition = "lost-partition"
    case registryOutage = "registry-outage"
    case credentialExpiry = "credential-expiry"
    case disconnect

    /// Needs an end: it makes no sense for ever.
    var needsEnd: Bool {
        switch self {
        case .outage, .stall, .registryOutage, .disconnect: true
        default: false
        }
    }

    /// Strikes by the time at which a copy goes, which may be later than that of its issue.
    var befallsSending: Bool {
        switch self {
        case .outage, .stall, .slowDrain, .clockStep, .registryOutage, .credentialExpiry, .disconnect: true
        default: false
        }
    }

    /// Can be seen by others while no packet is sent.
    var isOfOthers: Bool { [.registryOutage, .credentialExpiry, .disconnect].contains(self) }

    /// Befalls visits or the sender, so that a scope by detector makes no sense.
    var isForWholeVisits: Bool {
        switch self {
        case .outage, .stall, .slowDrain, .spuriousFlood, .denseField, .schemaMigration, .clockStep, .registryOutage,
            .credentialExpiry, .disconnect:
            true
        default: false
        }
    }
}
