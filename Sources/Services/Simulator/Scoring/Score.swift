/// What one subscriber made of a run.
public struct Score: Sendable, Hashable {
    /// The name that the score was asked for.
    public var subscriber: String
    /// Of the whole run.
    public var total: Tally
    /// By number of the visit, ascending.
    public var visits: [Group]
    /// By true class, ascending.
    public var classes: [Group]
    /// Receipts that no packet of the ledger explains.
    public var unknown: Int
    /// From sending to first receipt, milliseconds by the clock, ascending.
    public var latenciesMs: [Int64]
    /// From issue to first receipt, milliseconds by the clock, ascending.
    public var issueLatenciesMs: [Int64]
    /// Times as fast as the survey; nil for as fast as the machine could.
    public var pace: Double?
    /// After so many seconds of the survey a packet is late; of the clock, where there is no pace.
    public var lateAfterSeconds: Double
    /// Why latencies are not known, or what they do not hold.
    public var latencyRemarks = LatencyRemarks()
    /// Tries that the subscriber refused for expired credentials and that were made again; nil where nothing tells.
    public var refusedAttempts: Int?
    /// Records of the run's own topic that other runs, or somebody else, put there; they count for nothing.
    public var recordsOfOthers = 0

    /// Packets that came after one of the same partition that was sent later.
    public var outOfOrder: Int { total.outOfOrder }

    /// All that could be had was received once and intact, and nothing else.
    public var isPerfect: Bool {
        total.missing == 0 && total.duplicatesBeyondSent == 0 && total.corruptAccepted == 0 && total.intactRejected == 0
            && unknown == 0
    }

    /// A visit or a class.
    public struct Group: Sendable, Hashable {
        /// Number of the visit within the run, or the true class.
        public var name: String
        /// Of its packets alone.
        public var tally: Tally
    }
}
