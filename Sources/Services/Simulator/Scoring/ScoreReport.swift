internal import Avro

/// Scores for people and programs to read.
public struct ScoreReport: Sendable {
    public var title: String
    public var scores: [Score]

    public init(title: String, scores: [Score]) {
        self.title = title
        self.scores = scores
    }

    /// Lines for a terminal.
    public var text: String {
        var lines = [title]
        for score in scores {
            lines += [
                "",
                "\(score.subscriber): \(ReportText.percent(score.total.received, of: score.total.expected)) complete",
            ]
            lines += rows(score).map { "  \($0.0): \($0.1)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One JSON object, keys in a fixed order.
    public var json: String {
        let scores = scores.map { score in
            let visits = score.visits.map { group($0, "visit") }.joined(separator: ",")
            let classes = score.classes.map { group($0, "class") }.joined(separator: ",")
            return "{\"subscriber\":\(JSON.string(score.subscriber).text()),\"unknown\":\(score.unknown),"
                + "\"outOfOrder\":\(score.outOfOrder),\"total\":{\(fields(score.total))},"
                + "\"visits\":[\(visits)],\"classes\":[\(classes)]}"
        }
        return "{\"title\":\(JSON.string(title).text()),\"subscribers\":[\(scores.joined(separator: ","))]}\n"
    }

    private func group(_ group: Score.Group, _ key: String) -> String {
        "{\"\(key)\":\(JSON.string(group.name).text()),\(fields(group.tally))}"
    }

    private func fields(_ tally: Tally) -> String {
        let counts = [
            ("issued", tally.issued), ("expected", tally.expected), ("received", tally.received),
            ("missing", tally.missing), ("duplicates", tally.duplicates),
            ("duplicatesBeyondSent", tally.duplicatesBeyondSent), ("corruptAccepted", tally.corruptAccepted),
            ("corruptRejected", tally.corruptRejected), ("intactRejected", tally.intactRejected), ("late", tally.late),
        ]
        let latency = tally.latencyMs.map { "{\"p50\":\($0.p50),\"p95\":\($0.p95),\"p99\":\($0.p99)}" } ?? "null"
        return counts.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + ",\"latencyMs\":\(latency)"
    }

    /// What is said of a subscriber, in the order of reading.
    func rows(_ score: Score) -> [(String, String)] {
        let tally = score.total
        let latency = tally.latencyMs.map { "\($0.p50) / \($0.p95) / \($0.p99) ms" } ?? "unknown"
        return [
            ("issued", "\(tally.issued)"), ("expected", "\(tally.expected)"), ("received", "\(tally.received)"),
            ("missing", "\(tally.missing)"), ("duplicate", "\(tally.duplicates)"),
            ("duplicate beyond those sent", "\(tally.duplicatesBeyondSent)"), ("out of order", "\(score.outOfOrder)"),
            ("corrupt but accepted", "\(tally.corruptAccepted)"), ("corrupt and rejected", "\(tally.corruptRejected)"),
            ("intact but rejected", "\(tally.intactRejected)"), ("late", "\(tally.late)"),
            ("unknown", "\(score.unknown)"), ("latency p50 / p95 / p99", latency),
        ]
    }
}
