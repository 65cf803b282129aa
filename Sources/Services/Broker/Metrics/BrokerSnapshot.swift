internal import AlertStore

/// Packets counted since the broker's start: received = stored + duplicate + quarantined + redelivered + in flight.
public struct BrokerCounts: Sendable, Hashable, Codable {
    public var received: Int64 = 0
    public var stored: Int64 = 0
    public var duplicate: Int64 = 0
    /// By reason: `digest`, `framing`, `schema`, `decode`, `mapping`.
    public var quarantined: [String: Int64] = [:]
    /// Packets that had been accounted for and came again.
    public var redelivered: Int64 = 0
    public var bytes: Int64 = 0
    /// Offsets that no longer existed when they were to be read.
    public var passedOver: Int64 = 0
    /// Attempts that failed and were repeated.
    public var retries: Int64 = 0
    public var newAlerts: Int64 = 0
    public var newObjects: Int64 = 0

    public var quarantinedTotal: Int64 { quarantined.values.reduce(0, +) }
    public var inFlight: Int64 { received - stored - duplicate - quarantinedTotal - redelivered }

    mutating func add(_ outcome: IngestOutcome, _ items: [IngestItem]) {
        stored += Int64(outcome.stored)
        duplicate += Int64(outcome.duplicate)
        redelivered += Int64(outcome.redelivered)
        newAlerts += Int64(outcome.newAlerts)
        newObjects += Int64(outcome.newObjects)
        guard outcome.quarantined > 0 else { return }
        var left = outcome.quarantined
        for case .rejected(let rejection) in items.lazy.map(\.content) where left > 0 {
            quarantined[rejection.reason, default: 0] += 1
            left -= 1
        }
    }
}

/// Averages over the last 1, 10 and 60 seconds.
public struct Rates: Sendable, Hashable, Codable {
    public var second: Double
    public var tenSeconds: Double
    public var minute: Double
}

/// Milliseconds from the record's timestamp to its commit.
public struct LatencyQuantiles: Sendable, Hashable, Codable {
    public var half: Double
    public var ninetyNine: Double
    public var greatest: Double
}

/// A broker's figures at one moment.
public struct BrokerSnapshot: Sendable, Hashable, Codable {
    public var topic: String
    public var counts: BrokerCounts
    public var alertsPerSecond: Rates
    public var bytesPerSecond: Rates
    /// Records left to read, by partition.
    public var lag: [Int32: Int64]
    public var latencyMs: LatencyQuantiles
}
