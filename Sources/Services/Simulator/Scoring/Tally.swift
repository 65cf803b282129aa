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
    /// Accepted or rejected, after one of the same partition that was sent later.
    public var outOfOrder = 0
    /// Alerts that came first after one of the same partition that was issued later: in a later visit, or in the same
    /// by a detector of a higher number.
    public var outOfOrderByIssue = 0
    /// From sending to first receipt, by the clock; nil where no time is known.
    public var latencyMs: Percentiles?
    /// From issue to first receipt, by the clock; nil where no time is known, or the run had no pace.
    public var issueLatencyMs: Percentiles?

    /// Expected, and not received.
    public var missing: Int { expected - received }

    /// All zero, no latency known.
    public init() {}
}

/// Exact percentiles, each the value of nearest rank.
public struct Percentiles: Sendable, Hashable {
    /// The median.
    public var p50: Int64
    /// 95 of 100 values are at most this.
    public var p95: Int64
    /// 99 of 100 values are at most this.
    public var p99: Int64

    /// Nil for no values. Complexity: O(1).
    public init?(sorted values: [Int64]) {
        guard !values.isEmpty else { return nil }
        func rank(_ percent: Int) -> Int64 { values[(values.count * percent + 99) / 100 - 1] }
        (p50, p95, p99) = (rank(50), rank(95), rank(99))
    }

    /// Each multiplied and rounded.
    public func times(_ factor: Double) -> Percentiles {
        func scaled(_ value: Int64) -> Int64 { Int64(exactly: (Double(value) * factor).rounded()) ?? value }
        return Percentiles(p50: scaled(p50), p95: scaled(p95), p99: scaled(p99))
    }

    private init(p50: Int64, p95: Int64, p99: Int64) { (self.p50, self.p95, self.p99) = (p50, p95, p99) }
}
