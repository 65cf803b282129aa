internal import Reports

/// The plots of a score, with their headings; a latency that is not known has none.
struct ScorePlots {
    let score: Score

    init(_ score: Score) { self.score = score }

    /// Of many visits, neighbours share a bar, so that there are never more than this.
    private static let mostBars = 200

    var svg: String {
        let latencies = [
            ("sending", score.latenciesMs, \Tally.latencyMs), ("issue", score.issueLatenciesMs, \Tally.issueLatencyMs),
        ]
        return "<h3>Completeness by visit</h3>\(completeness(score.visits, "visit "))"
            + "<h3>Completeness by class</h3>\(completeness(score.classes, ""))"
            + latencies.filter { !$0.1.isEmpty }.map { name, values, part in
                "<h3>Latency from \(name)</h3>\(histogram(values))"
                    + "<h3>Latency from \(name) by visit, p95 (pale) and p50</h3>\(byVisit(part))"
            }.joined()
    }

    private func seconds(_ milliseconds: Int64) -> String {
        ReportText.seconds(milliseconds, score.secondsPerMs) + " s"
    }

    private func histogram(_ latencies: [Int64]) -> String {
        guard let first = latencies.first, let last = latencies.last else { return "" }
        let bins = first == last ? 1 : 40
        let span = Double(last) - Double(first)
        var counts = [Int](repeating: 0, count: bins)
        for latency in latencies {
            let place = span > 0 ? (Double(latency) - Double(first)) / span * Double(bins) : 0
            counts[min(bins - 1, Int(place))] += 1
        }
        let most = counts.max() ?? 1
        let bars = counts.enumerated().map { bin, count in
            let from = Int64(exactly: (Double(first) + span * Double(bin) / Double(bins)).rounded()) ?? first
            return BarChart.Bar(height: Double(count) / Double(max(1, most)), title: "from \(seconds(from)): \(count)")
        }
        return BarChart(bars: bars, low: seconds(first), high: seconds(last), top: "\(most)").svg
    }

    private func completeness(_ groups: [Score.Group], _ kind: String) -> String {
        let bars = shared(groups) { part in
            let received = part.reduce(0) { $0 + $1.tally.received }
            let expected = part.reduce(0) { $0 + $1.tally.expected }
            return BarChart.Bar(
                height: expected > 0 ? Double(received) / Double(expected) : 0,
                title: "\(names(part)): \(received) of \(expected)")
        }
        return chart(groups, kind, bars, top: "100 %")
    }

    /// Of visits that share a bar, the one with the worst p95 is shown.
    private func byVisit(_ latency: KeyPath<Tally, Percentiles?>) -> String {
        let most = max(1, score.visits.compactMap { $0.tally[keyPath: latency]?.p95 }.max() ?? 1)
        let bars = shared(score.visits) { part in
            let worst = part.compactMap { $0.tally[keyPath: latency] }.max { $0.p95 < $1.p95 }
            guard let worst else { return BarChart.Bar(height: 0, title: "\(names(part)): unknown") }
            return BarChart.Bar(
                height: max(0, Double(worst.p95) / Double(most)), inner: max(0, Double(worst.p50) / Double(most)),
                title: "\(names(part)): p50 \(seconds(worst.p50)), p95 \(seconds(worst.p95))")
        }
        return chart(score.visits, "visit ", bars, top: seconds(most))
    }

    private func shared(_ groups: [Score.Group], _ bar: (ArraySlice<Score.Group>) -> BarChart.Bar) -> [BarChart.Bar] {
        let share = (groups.count + Self.mostBars - 1) / Self.mostBars
        guard share > 0 else { return [] }
        return stride(from: 0, to: groups.count, by: share).map { bar(groups[$0..<min(groups.count, $0 + share)]) }
    }

    private func names(_ part: ArraySlice<Score.Group>) -> String {
        guard part.count > 1, let first = part.first, let last = part.last else { return part.first?.name ?? "" }
        return "\(first.name) to \(last.name)"
    }

    private func chart(_ groups: [Score.Group], _ kind: String, _ bars: [BarChart.Bar], top: String) -> String {
        guard let first = groups.first, let last = groups.last else { return "<p>None.</p>" }
        return BarChart(bars: bars, low: kind + first.name, high: groups.count > 1 ? kind + last.name : "", top: top)
            .svg
    }
}
