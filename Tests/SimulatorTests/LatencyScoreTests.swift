import SkyMath
import Testing

@testable import Simulator

@Suite struct LatencyScoreTests {
    private static let startMs: Int64 = 1_773_464_400_000
    private static let packets = visitPackets(150)

    /// Rows of one visit at a pace; of every third packet the sending is delayed by so many seconds of the survey.
    private func rows(pace: Double, delaySeconds: Double) -> [LedgerRow] {
        Self.packets.enumerated().map { index, packet in
            let issued = Self.startMs + Int64((packet.dueSeconds / pace * 1000).rounded())
            let delay = index % 3 == 0 ? Int64(delaySeconds / pace * 1000) : 0
            var row = LedgerRow(
                packet, ScheduledSend(packet, index), visitNumber: 1, startMs: Self.startMs, sentMs: issued + delay,
                partition: Int32(packet.detector % 4))
            row.issuedMs = issued
            return row
        }.sorted { ($0.sentMs ?? 0) < ($1.sentMs ?? 0) }
    }

    /// Everything, five milliseconds after it was sent.
    private func receipts(_ rows: [LedgerRow], timeOf: Receipt.TimeOf = .receipt) -> [Receipt] {
        rows.map {
            Receipt(
                alertID: $0.alertID, digest: $0.sentDigest, receivedMs: $0.sentMs.map { $0 + 5 }, timeOf: timeOf)
        }
    }

    private func score(_ rows: [LedgerRow], _ receipts: [Receipt], pace: Double?, late: Double = 60) -> Score {
        var scorer = Scorer(pace: pace, lateAfterSeconds: late)
        for row in rows { scorer.add(row) }
        return scorer.score(receipts, subscriber: "s")
    }

    @Test func `a delay before the sending is in the latency from issue alone, in seconds of the survey`() throws {
        let rows = rows(pace: 20, delaySeconds: 20)
        let score = score(rows, receipts(rows), pace: 20)
        #expect(score.total.latencyMs == Percentiles(sorted: [5]) && score.latenciesMs.count == 150)
        let issue = try #require(score.total.issueLatencyMs)
        #expect((issue.p50, issue.p95, issue.p99) == (5, 1005, 1005))
        #expect(score.inSurvey(issue)?.p99 == 20_100 && score.inSurvey(score.total.latencyMs)?.p50 == 100)
        #expect(score.latencyRemarks == LatencyRemarks())
        let text = ScoreReport(title: "t", scores: [score]).text
        #expect(
            text.contains("latency from issue: 0.100 / 20.100 / 20.100 s of the survey (0.005 / 1.005 / 1.005")
        )
        #expect(
            text.contains("times 20, the run's pace")
                && text.contains("Late is more than 60 s of the survey after issue."))
    }

    @Test(arguments: [(1.0, 59.0, 0), (1, 61, 50), (20, 59, 0), (20, 61, 50), (20, 20, 0), (0.5, 61, 50)])
    func `late is a minute of the survey, at any pace`(pace: Double, delaySeconds: Double, late: Int) {
        let rows = rows(pace: pace, delaySeconds: delaySeconds)
        #expect(score(rows, receipts(rows), pace: pace).total.late == late)
        #expect(score(rows, receipts(rows), pace: pace, late: delaySeconds - 1).total.late == 50)
    }

    @Test func `stamps of a topic's records tell nothing of receipt, and why is said instead of a plot`() {
        let rows = rows(pace: 1, delaySeconds: 20)
        let score = score(rows, receipts(rows, timeOf: .sending), pace: 1)
        #expect(score.total.latencyMs == nil && score.total.issueLatencyMs?.p99 == 20_000)
        #expect(score.latencyRemarks.sending?.contains("stamps") == true)
        #expect(score.latencyRemarks.issue?.contains("ends with the sending") == true)
        let page = ScoreReport(title: "t", scores: [score]).html
        #expect(page.contains("Latency from sending is unknown. The times are stamps"))
        #expect(!page.contains("<h3>Latency from sending") && page.contains("<h3>Latency from issue"))
    }

    @Test func `a stamp of a clock that was stepped makes nothing late`() {
        let rows = rows(pace: 40, delaySeconds: 0)
        let stepped = rows.map {
            Receipt(
                alertID: $0.alertID, digest: $0.sentDigest, receivedMs: $0.sentMs.map { $0 + 120_000 }, timeOf: .sending
            )
        }
        let score = score(rows, stepped, pace: 40)
        #expect(score.total.late == 0 && score.total.received == 150 && score.total.issueLatencyMs?.p99 == 0)
    }

    @Test func `identifiers without times and runs without a pace have no latency, for a reason each`() {
        let rows = rows(pace: 1, delaySeconds: 20)
        let untimed = score(rows, rows.map { Receipt(alertID: $0.alertID) }, pace: 1)
        #expect(untimed.total.latencyMs == nil && untimed.total.issueLatencyMs == nil && untimed.total.received == 150)
        #expect(untimed.latencyRemarks.sending?.contains("second column") == true)
        let unpaced = score(rows, receipts(rows), pace: nil)
        #expect(unpaced.total.latencyMs?.p99 == 5 && unpaced.total.issueLatencyMs == nil)
        #expect(unpaced.latencyRemarks.issue?.contains("no pace") == true && unpaced.latencyRemarks.sending == nil)
        let nothing = score(rows, [], pace: 1)
        #expect(nothing.latencyRemarks.sending == "Nothing was received intact.")
        for score in [untimed, nothing] {
            #expect(!ScoreReport(title: "t", scores: [score]).html.contains("<h3>Latency"))
        }
    }

    @Test func `identifiers with times have the latencies of packets with times`() throws {
        let rows = rows(pace: 20, delaySeconds: 20)
        let lines = rows.map { "\($0.alertID),\(($0.sentMs ?? 0) + 5)" }.shuffled().joined(separator: "\n")
        let listed = score(rows, try Receipt.identifiers(lines), pace: 20)
        #expect(listed.total == score(rows, receipts(rows), pace: 20).total)
    }

    @Test func `packets that were sent late are out of the order of issue and in that of sending`() {
        let rows = rows(pace: 1, delaySeconds: 5)
        let inOrder = score(rows, receipts(rows), pace: 1)
        #expect(inOrder.outOfOrder == 0 && inOrder.total.outOfOrderByIssue == behind(rows.map(\.alertID)))
        #expect(inOrder.total.outOfOrderByIssue > 40)
        #expect(
            score(rows, rows.map { Receipt(alertID: $0.alertID) }, pace: 1).total
                == score(
                    rows, receipts(rows).map { Receipt(alertID: $0.alertID, digest: $0.digest) }, pace: 1
                ).total)
    }

    @Test(arguments: UInt64(0)..<20)
    func `what is out of the order of issue is what a plain count over all pairs gives`(seed: UInt64) {
        var draws = Draws(seed: seed, 2)
        let rows = rows(pace: 1, delaySeconds: 5)
        var ids = rows.filter { _ in draws.uniform() < 0.9 }.map(\.alertID)
        for index in ids.indices where draws.uniform() < 0.2 {
            ids.swapAt(index, min(ids.count - 1, index + Int(draws.next() % 12)))
        }
        let twice = ids + ids.prefix(10)
        let score = score(rows, twice.map { Receipt(alertID: $0) }, pace: 1)
        #expect(score.total.outOfOrderByIssue == behind(ids) && score.total.duplicates == 10)
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($0.element.alertID, $0.offset) })
        #expect(score.outOfOrder == behind(ids) { places[$0] ?? 0 })
    }

    /// Identifiers before which one of the same partition came that is behind it in the order of issue, or another.
    private func behind(_ ids: [Int64], by order: (Int64) -> Int = { Int($0) }) -> Int {
        ids.indices.count { later in
            ids[..<later].contains { detector($0) % 4 == detector(ids[later]) % 4 && order($0) > order(ids[later]) }
        }
    }

    private func detector(_ id: Int64) -> Int { Int(id % 1_000_000) % 189 }
}

extension ScheduledSend {
    fileprivate init(_ packet: IssuedPacket, _ index: Int) {
        let schedule = FaultPlan(seed: 1, faults: []).apply(to: [packet], visitNumber: 1)
        self = schedule.sends[0]
        packetIndex = index
    }
}
