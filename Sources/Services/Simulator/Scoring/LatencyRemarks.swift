/// What is to be said of a score's latencies, a sentence each; nil for nothing.
public struct LatencyRemarks: Sendable, Hashable {
    /// Why that from sending is not known.
    public var sending: String?
    /// Why that from issue is not known, or what it does not hold.
    public var issue: String?

    init() {}

    init(_ score: Score, _ times: KnownTimes) {
        if score.latenciesMs.isEmpty { sending = Self.unknown(times) }
        if score.pace == nil {
            issue = "The run had no pace, so there is no time at which the survey would have issued a packet."
        } else if score.issueLatenciesMs.isEmpty {
            issue = Self.unknown(times)
        } else if times.stamps > 0 {
            issue = "That from issue ends with the sending: the times are stamps of the topic's records."
        }
    }

    private static func unknown(_ times: KnownTimes) -> String {
        if times.stamps > 0 {
            return
                "The times are stamps of the topic's records, which tell when they were sent and not when anybody had "
                + "them; a list of identifiers may have times of receipt in a second column."
        }
        if times.receipts > 0 { return "The ledger does not know when what was received was sent." }
        if times.none > 0 {
            return "No receipt has a time; in a list of identifiers it stands in a second column."
        }
        return "Nothing was received intact."
    }
}
