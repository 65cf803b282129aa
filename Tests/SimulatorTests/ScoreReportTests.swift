import Avro
import Simulator
import Testing

@Suite struct ScoreReportTests {
    private static let plan = FaultPlan(
        seed: 1,
        faults: [
            FaultSetting(.bitFlip(bits: 1), probability: 0.2),
            FaultSetting(.duplicate(copies: 1, delaySeconds: 1), probability: 0.2),
        ])

    /// A subscriber of thirty visits that loses as many packets of a visit as its number says, and takes all else.
    private static let score: Score = {
        var scorer = Scorer(pace: 1)
        var receipts: [Receipt] = []
        for visit in 1...30 {
            let rows = ledgerRows(visitPackets(60, visit: Int64(visit)), plan)
            for (place, row) in rows.enumerated() {
                var row = row
                row.visitNumber = UInt32(visit)
                scorer.add(row)
                guard place >= visit, let sent = row.sentMs else { continue }
                receipts.append(
                    Receipt(alertID: row.alertID, digest: row.sentDigest, receivedMs: sent + Int64(10 * visit)))
            }
        }
        return scorer.score(receipts, subscriber: "s")
    }()
    private static let report = ScoreReport(title: "t", scores: [score])

    @Test func `what visits and classes say adds up to what is said of all`() {
        let score = Self.score
        let counts: [KeyPath<Tally, Int>] = [
            \.issued, \.expected, \.received, \.missing, \.duplicates, \.duplicatesBeyondSent, \.corruptAccepted,
            \.corruptRejected, \.intactRejected, \.late, \.outOfOrder, \.outOfOrderByIssue,
        ]
        for count in counts {
            for groups in [score.visits, score.classes] {
                #expect(groups.reduce(0) { $0 + $1.tally[keyPath: count] } == score.total[keyPath: count])
            }
        }
        #expect(score.total.missing > 100 && score.total.corruptAccepted > 100 && score.total.duplicates > 100)
        #expect(score.visits[9].tally.latencyMs?.p50 == 100)
    }

    @Test func `tries that were refused and made again are told where there were any`() {
        var score = Self.score
        #expect(ScoreReport(title: "t", scores: [score]).json.contains("\"refusedAttempts\":null"))
        for (attempts, isTold) in [(0, false), (12, true)] {
            score.refusedAttempts = attempts
            let report = ScoreReport(title: "t", scores: [score])
            #expect(report.json.contains("\"refusedAttempts\":\(attempts),"))
            #expect(report.text.contains("tries refused, and made again: 12") == isTold)
            #expect(report.html.contains("tries refused, and made again") == isTold)
        }
    }

    @Test func `the text has a table of classes, and of the visits the worst`() {
        let lines = Self.report.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        for group in Self.score.classes {
            #expect(
                lines.contains { $0.starts(with: [group.name, "\(group.tally.expected)", "\(group.tally.received)"]) })
        }
        #expect(Self.report.text.contains("The worst 10 of 30 visits (all of them: --visits all):"))
        let shown = lines.compactMap { $0.first.flatMap { Int($0) } }
        let missing = Self.score.visits.map {
            $0.tally.missing + $0.tally.corruptAccepted + $0.tally.duplicatesBeyondSent + $0.tally.intactRejected
        }
        #expect(shown.count == 10 && shown.map { missing[$0 - 1] } == missing.sorted(by: >).prefix(10).map { $0 })
    }

    @Test func `the text has all visits in their order where they are wanted, or none`() {
        for report in [Self.report.text(visits: nil), Self.report.text(visits: 30)] {
            let shown = report.split(separator: "\n").compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
            #expect(shown == Array(1...30) && !report.contains("--visits"))
        }
        #expect(!Self.report.text(visits: 0).contains("visit:"))
    }

    @Test func `the page has every number of every visit and class`() {
        let page = Self.report.html
        let rows = page.split(separator: "<tr").map(String.init)
        for group in Self.score.visits + Self.score.classes {
            let tally = group.tally
            let row = rows.first { $0.contains("<th scope=\"row\">\(group.name)</th>") } ?? ""
            let numbers = [
                tally.issued, tally.expected, tally.received, tally.missing, tally.duplicates, tally.outOfOrder,
                tally.corruptAccepted, tally.late,
            ]
            for number in numbers { #expect(row.contains("<td>\(number)</td>"), "\(group.name)") }
            #expect(row.count(of: " / ") == 4, "two latencies of three numbers")
        }
        #expect(page.count(of: "<svg") == 6, "completeness twice, latencies and latencies by visit twice")
    }

    @Test func `the JSON keeps its keys and has the new ones`() throws {
        guard case .array(let subscribers) = try JSON(parsing: Self.report.json)["subscribers"],
            let score = subscribers.first, case .array(let visits) = score["visits"]
        else { throw SimulatorError("no subscribers") }
        #expect(score["unknown"] == .integer(0) && score["subscriber"] == .string("s") && visits.count == 30)
        #expect(score["latencyRemark"] == .null && score["lateAfterSeconds"] == .number(60))
        let old = [
            "issued", "expected", "received", "missing", "duplicates", "duplicatesBeyondSent", "corruptAccepted",
            "corruptRejected", "intactRejected", "late", "latencyMs",
        ]
        let new = ["outOfOrder", "outOfOrderByIssue", "issueLatencyMs", "surveyLatencyMs", "surveyIssueLatencyMs"]
        for tally in [score["total"], visits[0]] {
            for key in old + new { #expect(tally?[key] != nil, "\(key)") }
            #expect(tally?["issueLatencyMs"]?["p99"] != nil)
        }
        #expect(visits[4]["latencyMs"]?["p50"] == .integer(50) && score["outOfOrder"] == score["total"]?["outOfOrder"])
    }
}

extension String {
    /// How often `part` occurs.
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
