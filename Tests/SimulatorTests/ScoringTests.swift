import Bytes
import Simulator
import SkyMath
import Testing

@Suite struct ScoringTests {
    private static let plan = FaultPlan(
        seed: 1,
        faults: [
            FaultSetting(.bitFlip(bits: 1), probability: 0.2), FaultSetting(.drop, probability: 0.1),
            FaultSetting(.duplicate(copies: 1, delaySeconds: 1), probability: 0.2),
        ])
    private static let packets = visitPackets(120)

    /// A subscriber that loses, repeats, shuffles and rejects at random.
    private func receipts(_ seed: UInt64) -> [Receipt] {
        var draws = Draws(seed: seed, 1)
        var receipts: [Receipt] = []
        for send in Self.plan.apply(to: Self.packets, visitNumber: 1).sends {
            for _ in 0..<[0, 1, 1, 1, 2][Int(draws.next() % 5)] {
                let delay = Int64(draws.next() % 90_000)
                receipts.append(
                    Receipt(
                        packet: send.bytes, receivedMs: 1_000_000 + Int64(send.dueSeconds * 1000) + delay,
                        isAccepted: draws.uniform() < 0.8))
            }
        }
        if draws.uniform() < 0.5 { receipts.swapAt(0, receipts.count / 2) }
        return receipts + [Receipt(alertID: -5, digest: 3), Receipt(alertID: nil)]
    }

    @Test(arguments: UInt64(0)..<20) func `a score is what a plain count over all pairs gives`(seed: UInt64) {
        let rows = ledgerRows(Self.packets, Self.plan)
        let receipts = receipts(seed)
        var scorer = Scorer()
        for row in rows { scorer.add(row) }
        let tally = scorer.score(receipts, subscriber: "s").total
        let original = Dictionary(uniqueKeysWithValues: Self.packets.map { (CRC32C.checksum($0.bytes), $0.alertID) })
        let sentCorrupt = Set(rows.filter(\.isCorrupt).map(\.sentDigest))
        let intact = receipts.filter { $0.digest.map { original[$0] != nil } ?? false }
        let corrupt = receipts.filter { $0.digest.map(sentCorrupt.contains) ?? false }
        let good = intact.filter(\.isAccepted).compactMap { $0.digest.flatMap { original[$0] } }
        let expected = Set(rows.filter { !$0.isWithheld && !$0.isCorrupt }.map(\.alertID))
        #expect(tally.issued == 120 && tally.expected == expected.count)
        #expect(tally.received == Set(good).count && tally.missing == expected.subtracting(good).count)
        #expect(tally.duplicates == good.count - Set(good).count)
        #expect(tally.corruptAccepted == corrupt.count { $0.isAccepted })
        #expect(tally.corruptRejected == corrupt.count { !$0.isAccepted })
        #expect(tally.intactRejected == intact.count { !$0.isAccepted })
    }

    @Test func `a subscriber that takes everything in order misses nothing`() {
        let plan = FaultPlan(seed: 1, faults: [])
        var scorer = Scorer()
        for row in ledgerRows(Self.packets, plan) { scorer.add(row) }
        let receipts = Self.packets.map {
            Receipt(packet: $0.bytes, receivedMs: 1_000_250 + Int64($0.dueSeconds * 1000))
        }
        let score = scorer.score(receipts, subscriber: "s")
        #expect(score.total.received == 120 && score.outOfOrder == 0 && score.unknown == 0 && score.total.late == 0)
        #expect(score.total.latencyMs == Percentiles(sorted: [250]))
        #expect(scorer.score(receipts.reversed(), subscriber: "s").outOfOrder == 117)
        #expect(score.classes.map(\.name) == ["RRab", "SNIa"] && score.classes.map(\.tally.issued) == [40, 80])
        let ids = scorer.score(Self.packets.dropLast(20).map { Receipt(alertID: $0.alertID) }, subscriber: "ids")
        #expect(ids.total.missing == 20 && ids.total.latencyMs == nil)
    }

    @Test func `a list of identifiers may hold names of events, and those of strangers are unknown`() throws {
        let text =
            "# mine\n17\nivo://tocsin/simulated#18\n\n ivo://tocsin/simulated#-19\nivo://a/b\nivo://a/b#c\n"
            + "ivo://a/b#17\nivo://tocsin/simulated\nivo://TOCSIN/simulated#20\nivo://tocsin/simulated#2#1\n"
        let expected: [Int64?] = [17, 18, -19, nil, nil, nil, nil, 20, nil]
        #expect(try Receipt.identifiers(text).map(\.alertID) == expected)
        #expect(throws: SimulatorError.self) { try Receipt.identifiers("17\nhttp://a/b#18") }
    }

    @Test func `identifiers are read from the packet itself`() {
        for packet in visitPackets(50) + visitPackets(3, visit: 3_000_000_000) {
            #expect(Receipt.alertID(of: packet.bytes) == packet.alertID)
        }
        #expect(Receipt.alertID(of: [0, 0, 0, 0, 1]) == nil && Receipt.alertID(of: [0, 0, 0, 0, 1, 255]) == nil)
    }

    @Test func `the page escapes what it is given and closes what it opens`() {
        var scorer = Scorer()
        for row in ledgerRows(Self.packets, Self.plan) { scorer.add(row) }
        let name = "<script>\"&'"
        let report = ScoreReport(title: name, scores: [scorer.score(receipts(3), subscriber: name)])
        #expect(!report.html.contains("<script>") && report.json.contains("\"<script>\\\"&'\""))
        #expect(report.text.contains("missing: "))
        #expect(openTags(report.html) == [])
    }

    /// Tags left open, or the first that closes another than the last opened.
    private func openTags(_ page: String) -> [String] {
        var open: [String] = []
        for piece in page.split(separator: "<").dropFirst() {
            let tag = piece.prefix { $0 != ">" }
            let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" })
            if tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
            if !tag.hasPrefix("/") { open.append(name) } else if open.popLast() != name { return [name] }
        }
        return open
    }
}
