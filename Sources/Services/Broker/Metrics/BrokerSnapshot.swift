internal import AlertStore

/// Packets counted since the broker's start: received = stored + duplicate + quarantined + redelivered + in flight.
public struct BrokerCounts: Sendable, Hashable, Codable {
    /// Packets read; those that reading again after an error repeats count once.
    public var received: Int64 = 0
    /// Packets with at least one alert that the store did not know.
    public var stored: Int64 = 0
    /// Packets all of whose alerts the store knew.
    public var duplicate: Int64 = 0
    /// By reason: `digest`, `framing`, `schema`, `decode`, `mapping`.
    public var quarantined: [String: Int64] = [:]
    /// Packets that had been accounted for and came again.
    public var redelivered: Int64 = 0
    /// Bytes of all packets read, each time they were read.
    public var bytes: Int64 = 0
    /// Offsets that no longer existed when they were to be read.
    public var passedOver: Int64 = 0
    /// Attempts that failed and were repeated.
    public var retries: Int64 = 0
    /// Alerts that the store did not know.
    public var newAlerts: Int64 = 0
    /// Objects that the store did not know.
    public var newObjects: Int64 = 0

    /// Packets quarantined, for whatever reason.
    public var quarantinedTotal: Int64 { quarantined.values.reduce(0, +) }
    /// Packets read and not yet committed.
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
    /// Of the last whole second.
    public var second: Double
    /// Per second, over the last ten, or since the first count where that is less.
    public var tenSeconds: Double
    /// Per second, over the last sixty, or since the first count where that is less.
    public var minute: Double
}

/// Milliseconds from the record's timestamp to its commit.
public struct LatencyQuantiles: Sendable, Hashable, Codable {
    /// Median, rounded up to the bound of its class, each of which is half as wide again as the one before.
    public var half: Double
    /// 99 per cent took no longer; rounded up likewise.
    public var ninetyNine: Double
    /// The longest of all, as measured.
    public var greatest: Double
}

/// A broker's figures at one moment.
public struct BrokerSnapshot: Sendable, Hashable, Codable {
    /// By its own name; empty before its ends were asked for.
    public var topic: String
    /// Since the broker's start.
    public var counts: BrokerCounts
    /// Packets stored, duplicate or quarantined.
    public var alertsPerSecond: Rates
    /// Of packets read.
    public var bytesPerSecond: Rates
    /// Records left to read, by partition.
    public var lag: [Int32: Int64]
    /// Since the broker's start; all 0 before the first commit.
    public var latencyMs: LatencyQuantiles
}
