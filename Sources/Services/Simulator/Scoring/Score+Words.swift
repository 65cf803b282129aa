extension Score {
    /// What is said of all, in the order of reading.
    public func facts(count: (Int) -> String = { "\($0)" }) -> [(name: String, value: String)] {
        let counts = [
            ("issued", total.issued), ("expected", total.expected), ("received", total.received),
            ("missing", total.missing), ("duplicate", total.duplicates),
            ("duplicate beyond those sent", total.duplicatesBeyondSent),
            ("out of order of sending", total.outOfOrder), ("out of order of issue", total.outOfOrderByIssue),
            ("corrupt but accepted", total.corruptAccepted), ("corrupt and rejected", total.corruptRejected),
            ("intact but rejected", total.intactRejected), ("late", total.late), ("unknown", unknown),
        ]
        let attempts = (refusedAttempts ?? 0) > 0 ? [("tries refused, and made again", refusedAttempts ?? 0)] : []
        return (counts + attempts).map { ($0.0, count($0.1)) }
            + [
                ("latency from sending", latency(total.latencyMs)),
                ("latency from issue", latency(total.issueLatencyMs)),
            ]
    }

    private var lateLimit: String {
        let limit = ReportText.number(lateAfterSeconds)
        guard let pace else { return "Late is more than \(limit) s after sending." }
        return "Late is more than \(limit) s \(pace == 1 ? "" : "of the survey ")after issue."
    }

    private func latency(_ latency: Percentiles?) -> String {
        guard let latency else { return "unknown" }
        let clock = ReportText.seconds(latency, 0.001)
        guard let pace, pace != 1 else { return "\(clock) s" }
        return "\(ReportText.seconds(latency, secondsPerMs)) s of the survey (\(clock) s by the clock)"
    }

    /// What latencies are told in: seconds of the survey where there is a pace.
    public var latencyUnit: String {
        guard let pace else { return "Latencies are seconds by the clock: the run had no pace." }
        guard pace != 1 else { return "Latencies are seconds; the run went at the survey's pace." }
        return
            "Latencies are seconds of the survey, which are those by the clock times \(ReportText.number(pace)), the "
            + "run's pace."
    }

    /// Of that unit, a millisecond by the clock.
    var secondsPerMs: Double { 0.001 * (pace ?? 1) }

    /// What late means, and all that is to be said of the latencies, a sentence each.
    public var remarks: [String] {
        var remarks = [lateLimit]
        if recordsOfOthers > 0 {
            remarks.append(
                "\(recordsOfOthers) records of the topic lie before or behind those of this run and are left out.")
        }
        if total.received == 0, total.expected > 0 {
            remarks.append("Nothing of the run was received: is this the subscriber's name, and the run that it read?")
        }
        if !latenciesMs.isEmpty || !issueLatenciesMs.isEmpty {
            remarks.append("\(latencyUnit) Of three the first is p50, then come p95 and p99.")
        }
        let (sending, issue) = (latencyRemarks.sending, latencyRemarks.issue)
        if let sending, sending == issue { return remarks + ["Latency is unknown. \(sending)"] }
        if let sending { remarks.append("Latency from sending is unknown. \(sending)") }
        if let issue { remarks.append((issueLatenciesMs.isEmpty ? "Latency from issue is unknown. " : "") + issue) }
        return remarks
    }
}
