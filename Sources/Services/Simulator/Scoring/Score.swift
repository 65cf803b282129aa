/// What one subscriber made of a run.
public struct Score: Sendable, Hashable {
    public var subscriber: String
    public var total: Tally
    /// By number of the visit, ascending.
    public var visits: [Group]
    /// By true class, ascending.
    public var classes: [Group]
    /// Receipts that no packet of the ledger explains.
    public var unknown: Int
    /// Accepted or rejected packets that came after one of the same partition that was sent later.
    public var outOfOrder: Int
    /// Milliseconds, ascending.
    public var latenciesMs: [Int64]

    /// All that could be had was received once and intact, and nothing else.
    public var isPerfect: Bool {
        total.missing == 0 && total.duplicatesBeyondSent == 0 && total.corruptAccepted == 0 && total.intactRejected == 0
            && unknown == 0
    }

    /// A visit or a class.
    public struct Group: Sendable, Hashable {
        public var name: String
        public var tally: Tally
    }
}

/// Counts of packets, and latencies, of a run or a part of it.
public struct Tally: Sendable, Hashable {
    /// Different alerts in the ledger.
    public var issued = 0
    /// Of these, those of which an intact copy was sent.
    public var expected = 0
    /// Of these, those that were accepted intact.
    public var received = 0
    /// Accepted intact receipts beyond the first of each alert.
    public var duplicates = 0
    /// Of these, those beyond the copies that were sent.
    public var duplicatesBeyondSent = 0
    /// Accepted although the bytes are not those that were issued.
    public var corruptAccepted = 0
    /// Rejected, and rightly so.
    public var corruptRejected = 0
    /// Rejected although intact.
    public var intactRejected = 0
    /// Received first more than the limit after the survey would have sent it.
    public var late = 0
    /// From sending to first receipt; nil where no time is known.
    public var latencyMs: Percentiles?

    /// Expected, and not received.
    public var missing: Int { expected - received }

    public init() {}
}

/// Exact percentiles, each the value of nearest rank.
public struct Percentiles: Sendable, Hashable {
    public var p50: Int64
    public var p95: Int64
    public var p99: Int64

    /// Nil for no values. Complexity: O(1).
    public init?(sorted values: [Int64]) {
        guard !values.isEmpty else { return nil }
        func rank(_ percent: Int) -> Int64 { values[(values.count * percent + 99) / 100 - 1] }
        (p50, p95, p99) = (rank(50), rank(95), rank(99))
    }
}
