/// An alert of the ledger.
struct AlertAccount: Sendable {
    var visit: UInt32
    var trueClass: Int32
    var issuedMs: Int64
    /// Place of the copy that was sent last; -1 for none.
    var firstCopy: Int32 = -1
    var intactCopies: UInt16 = 0
    var detector: UInt16

    /// Ascends as the survey issues: visit by visit, and within one detector by detector, whose alerts leave together.
    var order: Int { Int(visit) << 16 | Int(detector) }
}

/// A copy that was sent.
struct CopyAccount: Sendable {
    var alert: Int32
    var digest: UInt32
    var isCorrupt: Bool
    var sentMs: Int64?
    var partition: Int32
    /// -1 where it is not known.
    var offset: Int64
    /// Place of the copy of this alert that was sent before it; -1 for none.
    var next: Int32
}

/// What a subscriber made of an alert.
struct AlertFate {
    var accepted: Int32 = 0
    var corruptAccepted: Int32 = 0
    var corruptRejected: Int32 = 0
    var intactRejected: Int32 = 0
    var outOfOrder: Int32 = 0
    var isOutOfOrderByIssue = false
    /// Something of it came, intact or not.
    var hasCome = false
    /// Of the first intact one that was accepted, or of its sending.
    var receivedMs: Int64?
    var latencyMs: Int64?
}

/// What is counted while receipts are read.
struct ScoringRun {
    var fates: [AlertFate]
    var unknown = 0
    var ofOthers = 0
    /// First receipts by what their times are.
    var times = KnownTimes()
    private var newestCopy: [Int32: Int] = [:]
    private var newestIssued: [Int32: Int] = [:]
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

    /// Whether a copy comes after one of its partition that was sent later.
    mutating func isBehind(copy: Int, in partition: Int32) -> Bool { Self.isBehind(copy, partition, &newestCopy) }

    /// Whether an alert comes after one of its partition that was issued later.
    mutating func isBehind(issued order: Int, in partition: Int32) -> Bool {
        Self.isBehind(order, partition, &newestIssued)
    }

    private static func isBehind(_ order: Int, _ partition: Int32, _ newest: inout [Int32: Int]) -> Bool {
        if order < newest[partition] ?? -1 { return true }
        newest[partition] = order
        return false
    }
}

/// How many first receipts came with which times.
struct KnownTimes {
    var receipts = 0
    var stamps = 0
    var none = 0

    mutating func count(_ receipt: Receipt) {
        guard receipt.receivedMs != nil else { return none += 1 }
        if receipt.timeOf == .receipt { receipts += 1 } else { stamps += 1 }
    }
}

/// A tally that is being counted, and its latencies.
struct Part {
    private var tally = Tally()
    private var latencies: [Int64] = []
    private var issueLatencies: [Int64] = []

    /// - Parameter pace: nil where the times of issue are none.
    mutating func add(_ alert: AlertAccount, _ fate: AlertFate, lateAfterMs: Int64, pace: Double?) {
        tally.issued += 1
        if alert.intactCopies > 0 {
            tally.expected += 1
            if fate.accepted > 0 { tally.received += 1 }
        }
        tally.duplicates += max(0, Int(fate.accepted) - 1)
        tally.duplicatesBeyondSent += max(0, Int(fate.accepted) - max(1, Int(alert.intactCopies)))
        tally.corruptAccepted += Int(fate.corruptAccepted)
        tally.corruptRejected += Int(fate.corruptRejected)
        tally.intactRejected += Int(fate.intactRejected)
        tally.outOfOrder += Int(fate.outOfOrder)
        if fate.isOutOfOrderByIssue { tally.outOfOrderByIssue += 1 }
        if let latency = fate.latencyMs { latencies.append(latency) }
        guard let received = fate.receivedMs else { return }
        let sinceIssue = received &- alert.issuedMs
        if sinceIssue > lateAfterMs { tally.late += 1 }
        if pace != nil { issueLatencies.append(sinceIssue) }
    }

    /// With the latencies from sending and from issue, ascending.
    func finished() -> (Tally, sending: [Int64], issue: [Int64]) {
        var tally = tally
        let (sending, issue) = (latencies.sorted(), issueLatencies.sorted())
        tally.latencyMs = Percentiles(sorted: sending)
        tally.issueLatencyMs = Percentiles(sorted: issue)
        return (tally, sending, issue)
    }
}
