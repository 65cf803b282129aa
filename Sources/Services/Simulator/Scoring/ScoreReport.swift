internal import Avro

/// Scores for people and programs to read.
public struct ScoreReport: Sendable {
    /// The heading of page and text.
    public var title: String
    /// One for each subscriber.
    public var scores: [Score]

    public init(title: String, scores: [Score]) {
        self.title = title
        self.scores = scores
    }

    /// One JSON object, keys in a fixed order; a latency is null where it is not known.
    public var json: String {
        "{\"title\":\(JSON.string(title).text()),\"subscribers\":[\(scores.map(object).joined(separator: ","))]}\n"
    }

    private func object(_ score: Score) -> String {
        let visits = score.visits.map { group($0, "visit", score) }.joined(separator: ",")
        let classes = score.classes.map { group($0, "class", score) }.joined(separator: ",")
        return "{\"subscriber\":\(JSON.string(score.subscriber).text()),\"unknown\":\(score.unknown),"
            + "\"recordsOfOthers\":\(score.recordsOfOthers),\"outOfOrder\":\(score.outOfOrder),\"pace\":\(score.pace.map { "\($0)" } ?? "null"),"
            + "\"lateAfterSeconds\":\(score.lateAfterSeconds),"
            + "\"refusedAttempts\":\(score.refusedAttempts.map { "\($0)" } ?? "null"),"
            + "\"latencyRemark\":\(text(score.latencyRemarks.sending)),"
            + "\"issueLatencyRemark\":\(text(score.latencyRemarks.issue)),"
            + "\"total\":{\(fields(score.total, score))},\"visits\":[\(visits)],\"classes\":[\(classes)]}"
    }

    private func text(_ text: String?) -> String { text.map { JSON.string($0).text() } ?? "null" }

    private func group(_ group: Score.Group, _ key: String, _ score: Score) -> String {
        "{\"\(key)\":\(JSON.string(group.name).text()),\(fields(group.tally, score))}"
    }

    private func fields(_ tally: Tally, _ score: Score) -> String {
        let counts = [
            ("issued", tally.issued), ("expected", tally.expected), ("received", tally.received),
            ("missing", tally.missing), ("duplicates", tally.duplicates),
            ("duplicatesBeyondSent", tally.duplicatesBeyondSent), ("corruptAccepted", tally.corruptAccepted),
            ("corruptRejected", tally.corruptRejected), ("intactRejected", tally.intactRejected), ("late", tally.late),
            ("outOfOrder", tally.outOfOrder), ("outOfOrderByIssue", tally.outOfOrderByIssue),
        ]
        let latencies = [
            ("latencyMs", tally.latencyMs), ("issueLatencyMs", tally.issueLatencyMs),
            ("surveyLatencyMs", score.inSurvey(tally.latencyMs)),
            ("surveyIssueLatencyMs", score.inSurvey(tally.issueLatencyMs)),
        ]
        let texts = counts.map { ($0.0, "\($0.1)") } + latencies.map { ($0.0, percentiles($0.1)) }
        return texts.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    }

    private func percentiles(_ latency: Percentiles?) -> String {
        latency.map { "{\"p50\":\($0.p50),\"p95\":\($0.p95),\"p99\":\($0.p99)}" } ?? "null"
    }
}

extension Score {
    /// Milliseconds of the survey, of those by the clock; nil where there was no pace.
    func inSurvey(_ latency: Percentiles?) -> Percentiles? { pace.flatMap { latency?.times($0) } }
}
