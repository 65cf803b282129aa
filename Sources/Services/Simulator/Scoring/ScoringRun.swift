/// An alert of the ledger.
struct AlertAccount: Sendable {
    var visit: UInt32
    var trueClass: Int32
    var issuedMs: Int64
    var intactCopies: Int32 = 0
    /// Place of the copy that was sent last; -1 for none.
    var firstCopy: Int32 = -1
}

/// A copy that was sent.
struct CopyAccount: Sendable {
    var alert: Int32
    var digest: UInt32
    var isCorrupt: Bool
    var sentMs: Int64?
    var partition: Int32
    /// Place of the copy of this alert that was sent before it; -1 for none.
    var next: Int32
}

/// What a subscriber made of an alert.
struct AlertFate {
    var accepted = 0
    var corruptAccepted = 0
    var corruptRejected = 0
    var intactRejected = 0
    var receivedMs: Int64?
    var latencyMs: Int64?
}

/// What is counted while receipts are read.
struct ScoringRun {
    var fates: [AlertFate]
    var unknown = 0
    var outOfOrder = 0
    private var last: [Int32: Int] = [:]
    /// By digest: how many of the copies that share it were passed over, because they are taken.
    private var passed: [UInt32: Int] = [:]

    /// By copy: a receipt was matched with it.
    private(set) var taken: [Bool]

    init(alerts: Int, copies: Int) {
        fates = Array(repeating: AlertFate(), count: alerts)
        taken = Array(repeating: false, count: copies)
    }

    /// Whether the copy was still free.
    mutating func take(_ copy: Int) -> Bool {
        defer { taken[copy] = true }
        return !taken[copy]
    }

    /// The first of `copies`, which share a digest, that is free; the last where none is. Complexity: O(1) on average.
    mutating func firstFree(_ copies: [Int32], _ digest: UInt32) -> Int? {
        var place = passed[digest] ?? 0
        while place < copies.count, taken[Int(copies[place])] { place += 1 }
        passed[digest] = place
        return (place < copies.count ? copies[place] : copies.last).map(Int.init)
    }

    /// Counts a copy that comes after one of its partition that was sent later.
    mutating func order(_ copy: Int, in partition: Int32) {
        let newest = last[partition] ?? -1
        if copy < newest { outOfOrder += 1 } else { last[partition] = copy }
    }
}

/// A tally that is being counted, and its latencies.
struct Part {
    private var tally = Tally()
    private var latencies: [Int64] = []

    mutating func add(_ alert: AlertAccount, _ fate: AlertFate, _ isLate: Bool) {
        tally.issued += 1
        if alert.intactCopies > 0 {
            tally.expected += 1
            if fate.accepted > 0 { tally.received += 1 }
        }
        tally.duplicates += max(0, fate.accepted - 1)
        tally.duplicatesBeyondSent += max(0, fate.accepted - max(1, Int(alert.intactCopies)))
        tally.corruptAccepted += fate.corruptAccepted
        tally.corruptRejected += fate.corruptRejected
        tally.intactRejected += fate.intactRejected
        if isLate { tally.late += 1 }
        if let latency = fate.latencyMs { latencies.append(latency) }
    }

    func finished() -> (Tally, [Int64]) {
        var tally = tally
        let sorted = latencies.sorted()
        tally.latencyMs = Percentiles(sorted: sorted)
        return (tally, sorted)
    }
}
