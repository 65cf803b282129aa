internal import Observing

extension FaultName {
    /// Keys that a fault has beyond those of its scope.
    var parameters: [String] {
        switch self {
        case .bitFlip: ["bits"]
        case .truncation: ["keep"]
        case .wrongLength, .oversize: ["bytes"]
        case .wrongSchema: ["schema-id"]
        case .duplicate: ["copies", "delay"]
        case .reorder: ["window"]
        case .late: ["delay"]
        case .outage: ["loses"]
        case .stall: ["factor"]
        case .spuriousFlood: ["factor", "of"]
        case .slowDrain: ["rate"]
        case .denseField: ["alerts"]
        case .schemaMigration: ["schema"]
        case .clockStep: ["by"]
        case .lostPartition: ["partitions", "reroutes"]
        case .registryOutage: ["status", "hangs-up", "delay"]
        case .missingHistory, .drop, .credentialExpiry, .disconnect: []
        }
    }

    /// Parameters without a value of their own.
    var required: [String] {
        switch self {
        case .oversize: ["bytes"]
        case .reorder: ["window"]
        case .late: ["delay"]
        case .stall, .spuriousFlood: ["factor"]
        case .slowDrain: ["rate"]
        case .denseField: ["alerts"]
        case .schemaMigration: ["schema"]
        case .clockStep: ["by"]
        case .lostPartition: ["partitions"]
        default: []
        }
    }
}

extension FaultReader {
    /// The schema id of a fault that names none: no registry gives it out.
    static let unknownSchemaID: UInt32 = 0x7FFF_FFFF

    /// The fault with its parameters; nil where a required one is missing or wrong, which is reported.
    func kind() -> FaultKind? {
        switch name {
        case .bitFlip: .bitFlip(bits: section.integer("bits", 1...1024) ?? 1)
        case .truncation: .truncation(keep: section.number("keep", 0...0.999999))
        case .wrongLength: .wrongLength(bytes: section.integer("bytes", 1...1_000_000))
        case .wrongSchema:
            .wrongSchema(id: section.integer("schema-id", 0...0x7FFF_FFFF).map(UInt32.init) ?? Self.unknownSchemaID)
        case .oversize: section.integer("bytes", 1...1_000_000_000).map { .oversize(bytes: $0) }
        case .schemaMigration: section.schemaVersion("schema").map { .schemaMigration(version: $0) }
        case .spuriousFlood: spuriousFlood()
        case .denseField: section.integer("alerts", 1...1_000_000).map { .denseField(alerts: $0) }
        case .lostPartition:
            section.numbers("partitions", 0...9_999).map {
                .lostPartition($0, reroutes: section.flag("reroutes") ?? false)
            }
        case .missingHistory: .missingHistory
        case .drop: .drop
        case .registryOutage: .registryOutage(registryOutage())
        case .credentialExpiry: .credentialExpiry
        case .disconnect: .disconnect
        case .duplicate, .reorder, .late, .outage, .stall, .slowDrain, .clockStep: kindOfTime()
        }
    }

    private func spuriousFlood() -> FaultKind? {
        let populations = section.choices("of", ArtefactPopulation.self)
        return section.number("factor", 1...10_000).map {
            .spuriousFlood(ArtefactFlood(factor: $0, populations: populations ?? ArtefactPopulation.all))
        }
    }

    private func registryOutage() -> RegistryOutage {
        let given = ["status", "hangs-up", "delay"].filter { section.node($0) != nil }
        if given.count > 1 {
            section.report(given[1], "A registry is away in one way: give 'status', 'hangs-up' or 'delay', not two.")
        }
        let status = section.integer("status", 500...599)
        if section.flag("hangs-up") == true { return .hangUp }
        if let delay = section.duration("delay") { return .slow(seconds: delay) }
        return .status(status ?? 503)
    }

    private func kindOfTime() -> FaultKind? {
        switch name {
        case .duplicate:
            .duplicate(
                copies: section.integer("copies", 1...100) ?? 1, delaySeconds: section.duration("delay") ?? 0)
        case .reorder: section.duration("window").map { .reorder(windowSeconds: $0) }
        case .late: section.duration("delay").map { .late(delaySeconds: $0) }
        case .outage: .outage(loses: section.flag("loses") ?? false)
        case .stall: section.number("factor", 1...1_000_000).map { .stall(factor: $0) }
        case .slowDrain: section.rate("rate").map { .slowDrain(ratePerSecond: $0) }
        default: section.duration("by", negative: true).map { .clockStep(seconds: $0) }
        }
    }
}
