/// Compares a ledger with what subscribers received.
public struct Scorer: Sendable {
    private var alerts: [AlertAccount] = []
    private var copies: [CopyAccount] = []
    private var alertIndex: [Int64: Int32] = [:]
    private var digestIndex: [UInt32: Int32] = [:]
    /// Copies, in the order of sending, by a digest that copies of several alerts have.
    private var shared: [UInt32: [Int32]] = [:]
    /// Copies by partition, as they lie in the topic that the run was sent to.
    private var places = TopicPlaces()
    private var classes: [String] = []
    private var classIndex: [String: Int32] = [:]
    /// Times as fast as the survey; nil for a run without one, whose ledger has no times of issue.
    public let pace: Double?
    /// After so many seconds a receipt is late, counted from when the survey would have sent it: of the survey, or by
    /// the clock where there is no pace.
    public let lateAfterSeconds: Double
    private let lateAfterMs: Int64
    /// As the run's manifest tells; nil where there is none.
    public var refusedAttempts: Int?

    /// - Parameter lateAfterSeconds: LSST is to have 98 of 100 alerts out within 60 s.
    public init(pace: Double? = 1, lateAfterSeconds: Double = 60) {
        (self.pace, self.lateAfterSeconds) = (pace, lateAfterSeconds)
        lateAfterMs = Int64(exactly: (lateAfterSeconds * 1000 / (pace ?? 1)).rounded()) ?? .max
    }

    /// Adds a row of the ledger; rows come in the order of sending. Leave out what the subscriber was not to get.
    public mutating func add(_ row: LedgerRow) {
        let alert = index(of: row)
        guard !row.isWithheld else { return }
        if !row.isCorrupt, alerts[Int(alert)].intactCopies < .max { alerts[Int(alert)].intactCopies += 1 }
        let number = Int32(copies.count)
        share(row.sentDigest, number, alert)
        copies.append(
            CopyAccount(
                alert: alert, digest: row.sentDigest, isCorrupt: row.isCorrupt, sentMs: row.sentMs,
                partition: row.partition ?? -1, offset: row.offset ?? -1, next: alerts[Int(alert)].firstCopy))
        alerts[Int(alert)].firstCopy = number
        if let partition = row.partition, let offset = row.offset { places.add(number, partition, offset) }
    }

    private mutating func share(_ digest: UInt32, _ copy: Int32, _ alert: Int32) {
        guard let other = digestIndex[digest] else {
            digestIndex[digest] = copy
            return
        }
        if other < 0 {
            shared[digest]?.append(copy)
        } else if copies[Int(other)].alert != alert {
            shared[digest] = sent(copies[Int(other)].alert, with: digest) + [copy]
            digestIndex[digest] = -1
        }
    }

    /// Copies of one alert with one digest, in the order of sending.
    private func sent(_ alert: Int32, with digest: UInt32) -> [Int32] {
        var (found, copy): ([Int32], Int32) = ([], alerts[Int(alert)].firstCopy)
        while copy >= 0 {
            if copies[Int(copy)].digest == digest { found.append(copy) }
            copy = copies[Int(copy)].next
        }
        return found.reversed()
    }

    private mutating func index(of row: LedgerRow) -> Int32 {
        if let index = alertIndex[row.alertID] { return index }
        let index = Int32(alerts.count)
        alertIndex[row.alertID] = index
        let name = classIndex[row.trueClass] ?? Int32(classes.count)
        if Int(name) == classes.count {
            classes.append(row.trueClass)
            classIndex[row.trueClass] = name
        }
        alerts.append(
            AlertAccount(visit: row.visitNumber, trueClass: name, issuedMs: row.issuedMs, detector: row.detector))
        return index
    }

    /// The score of one subscriber. Receipts are matched by identifier and digest, then by digest alone (of several
    /// copies with one digest, such as empty ones, the earliest that is free), then by identifier alone: those with
    /// another digest are corrupt, and those without one are the earliest intact copy that is free.
    ///
    /// Of the run's own topic they are matched by their places: what lies before the run's first record of a partition, or
    /// behind its last, is another run's and counts for nothing.
    /// Complexity: O(n log n).
    ///
    /// - Parameter isOwnTopic: the receipts are records of the topic that the run was sent to.
    public func score(
        _ receipts: some Sequence<Receipt>, subscriber: String, isOwnTopic: Bool = false
    ) -> Score {
        var run = ScoringRun(alerts: alerts.count, copies: copies.count)
        for receipt in receipts {
            guard isOwnTopic, let position = receipt.position else {
                count(receipt, match(receipt, &run), &run)
                continue
            }
            switch places.find(position, offsetOf: { copies[$0].offset }) {
            case .elsewhere: run.ofOthers += 1
            case .copy(let copy): count(receipt, owner(Int32(copy), of: receipt), &run)
            case .gap: count(receipt, unplaced(receipt, run), &run)
            }
        }
        var score = Score(
            subscriber: subscriber, total: Tally(), visits: [], classes: [], unknown: run.unknown, latenciesMs: [],
            issueLatenciesMs: [], pace: pace, lateAfterSeconds: lateAfterSeconds)
        (score.refusedAttempts, score.recordsOfOthers) = (refusedAttempts, run.ofOthers)
        var (visits, byClass): ([UInt32: Part], [Int32: Part]) = ([:], [:])
        var total = Part()
        for (index, alert) in alerts.enumerated() {
            let fate = run.fates[index]
            total.add(alert, fate, lateAfterMs: lateAfterMs, pace: pace)
            visits[alert.visit, default: Part()].add(alert, fate, lateAfterMs: lateAfterMs, pace: pace)
            byClass[alert.trueClass, default: Part()].add(alert, fate, lateAfterMs: lateAfterMs, pace: pace)
        }
        (score.total, score.latenciesMs, score.issueLatenciesMs) = total.finished()
        score.visits = visits.sorted { $0.key < $1.key }.map { .init(name: "\($0.key)", tally: $0.value.finished().0) }
        score.classes = byClass.map { .init(name: classes[Int($0.key)], tally: $0.value.finished().0) }
            .sorted { $0.name < $1.name }
        score.latencyRemarks = .init(score, run.times)
        return score
    }

    private func count(_ receipt: Receipt, _ match: (alert: Int, copy: Int?)?, _ run: inout ScoringRun) {
        guard let (alert, copy) = match else {
            run.unknown += 1
            return
        }
        let isCorrupt = copy.map { copies[$0].isCorrupt } ?? (receipt.digest != nil || alerts[alert].intactCopies == 0)
        switch (isCorrupt, receipt.isAccepted) {
        case (true, true): run.fates[alert].corruptAccepted += 1
        case (true, false): run.fates[alert].corruptRejected += 1
        case (false, false): run.fates[alert].intactRejected += 1
        case (false, true):
            if run.fates[alert].accepted == 0 {
                run.times.count(receipt)
                let copy = copy ?? firstIntact(alert)
                run.fates[alert].receivedMs = time(of: receipt, copy)
                run.fates[alert].latencyMs = latency(receipt, copy)
            }
            run.fates[alert].accepted += 1
        }
        order(receipt, alert, copy, &run)
    }

    /// Which of the copies that share a digest a receipt is, is not known, and so neither is its place.
    private func order(_ receipt: Receipt, _ alert: Int, _ copy: Int?, _ run: inout ScoringRun) {
        let isNew = copy.map { run.take($0) } ?? false
        guard receipt.digest.map({ shared[$0] == nil }) ?? true else { return }
        defer { run.fates[alert].hasCome = true }
        if let copy, isNew, run.isBehind(copy: copy, in: copies[copy].partition) { run.fates[alert].outOfOrder += 1 }
        guard !run.fates[alert].hasCome, let copy = copy ?? first(alert, where: { _ in true }) else { return }
        run.fates[alert].isOutOfOrderByIssue = run.isBehind(
            issued: alerts[alert].order, in: copies[copy].partition)
    }

    /// A stamp says when the sender's clock thought it sent, which may have been stepped: the ledger knows better.
    private func time(of receipt: Receipt, _ copy: Int?) -> Int64? {
        let sent = receipt.timeOf == .sending ? copy.flatMap { copies[$0].sentMs } : nil
        return sent ?? receipt.receivedMs
    }

    private func latency(_ receipt: Receipt, _ copy: Int?) -> Int64? {
        guard receipt.timeOf == .receipt, let received = receipt.receivedMs, let copy, let sent = copies[copy].sentMs
        else { return nil }
        return received &- sent
    }

    private func match(_ receipt: Receipt, _ run: inout ScoringRun) -> (alert: Int, copy: Int?)? {
        let named = receipt.alertID.flatMap { alertIndex[$0] }.map(Int.init)
        if let named, let digest = receipt.digest, let copy = untaken(named, run, where: { $0.digest == digest }) {
            return (named, copy)
        }
        if let digest = receipt.digest, let copy = digestIndex[digest] {
            if copy < 0 { return shared[digest].flatMap { run.firstFree($0, digest) }.map { owner($0) } }
            let alert = Int(copies[Int(copy)].alert)
            return (alert, untaken(alert, run) { $0.digest == digest })
        }
        return named.map { ($0, receipt.digest == nil ? untaken($0, run) { !$0.isCorrupt } : nil) }
    }

    /// The earliest copy that `isWanted` and that no receipt was matched with yet, else the earliest that `isWanted`.
    private func untaken(_ alert: Int, _ run: ScoringRun, where isWanted: (CopyAccount) -> Bool) -> Int? {
        var (free, any, copy): (Int?, Int?, Int) = (nil, nil, Int(alerts[alert].firstCopy))
        while copy >= 0 {
            if isWanted(copies[copy]) {
                any = copy
                if !run.taken[copy] { free = copy }
            }
            copy = Int(copies[copy].next)
        }
        return free ?? any
    }

    private func owner(_ copy: Int) -> (alert: Int, copy: Int?) { (Int(copies[copy].alert), copy) }

    /// Without the copy where the bytes are not those that were sent to this place.
    private func owner(_ copy: Int32, of receipt: Receipt) -> (alert: Int, copy: Int?) {
        let account = copies[Int(copy)]
        let isIntact = receipt.digest.map { $0 == account.digest } ?? true
        return (Int(account.alert), isIntact ? Int(copy) : nil)
    }

    /// A record between the run's own ones: of a copy of which nobody knows where it came to, else of none.
    private func unplaced(_ receipt: Receipt, _ run: ScoringRun) -> (alert: Int, copy: Int?)? {
        guard let named = receipt.alertID.flatMap({ alertIndex[$0] }).map(Int.init) else { return nil }
        return untaken(named, run) { $0.offset < 0 && $0.digest == receipt.digest }.map { (named, $0) }
    }

    private func firstIntact(_ alert: Int) -> Int? { first(alert) { !$0.isCorrupt } }

    /// The earliest sent copy of an alert that `isWanted`.
    private func first(_ alert: Int, where isWanted: (CopyAccount) -> Bool) -> Int? {
        var (found, copy): (Int?, Int) = (nil, Int(alerts[alert].firstCopy))
        while copy >= 0 {
            if isWanted(copies[copy]) { found = copy }
            copy = Int(copies[copy].next)
        }
        return found
    }
}
