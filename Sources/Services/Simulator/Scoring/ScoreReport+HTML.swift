extension ScoreReport {
    /// A page that needs nothing else: tables, and plots as SVG, for light and dark screens.
    public var html: String {
        let title = ReportText.html(title)
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><title>\(title)</title><style>
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --bar: #2f6fb0; --rule: #ccd; }
            @media (prefers-color-scheme: dark) {
            :root { --ink: #e6e8eb; --paper: #14171b; --bar: #6ea8e0; --rule: #3a4048; } }
            body { font: 15px sans-serif; color: var(--ink); background: var(--paper);
            margin: 2em auto; max-width: 60em; }
            td, th { padding: .2em .8em; text-align: left; border-bottom: 1px solid var(--rule); }
            svg rect { fill: var(--bar); } svg text { fill: var(--ink); font-size: 11px; }
            svg line { stroke: var(--rule); }
            </style></head><body><h1>\(title)</h1>
            \(scores.map(section).joined(separator: "\n"))
            </body></html>

            """
    }

    private func section(_ score: Score) -> String {
        let cells = rows(score).map { "<tr><th scope=\"row\">\($0.0)</th><td>\($0.1)</td></tr>" }.joined()
        return "<section><h2>\(ReportText.html(score.subscriber))</h2><table><tbody>\(cells)</tbody></table>"
            + "<h3>Latency</h3>\(histogram(score.latenciesMs))"
            + "<h3>Completeness by visit</h3>\(completeness(score.visits))"
            + "<h3>Completeness by class</h3>\(completeness(score.classes))</section>"
    }

    private func histogram(_ latencies: [Int64]) -> String {
        guard let first = latencies.first, let last = latencies.last else { return "<p>No times are known.</p>" }
        let bins = 40
        let span = Double(last) - Double(first) + 1
        var counts = [Int](repeating: 0, count: bins)
        for latency in latencies {
            counts[min(bins - 1, Int((Double(latency) - Double(first)) / span * Double(bins)))] += 1
        }
        let most = counts.max() ?? 1
        let bars = counts.map { (height: Double($0) / Double(max(1, most)), title: "\($0)") }
        return chart(bars, low: "\(first) ms", high: "\(last) ms", top: "\(most)")
    }

    /// Of many groups, neighbours share a bar, so that there are never more than 200.
    private func completeness(_ groups: [Score.Group]) -> String {
        guard let first = groups.first, let last = groups.last else { return "<p>None.</p>" }
        let share = (groups.count + 199) / 200
        let bars = stride(from: 0, to: groups.count, by: share).map { start in
            let part = groups[start..<min(groups.count, start + share)]
            let received = part.reduce(0) { $0 + $1.tally.received }
            let expected = part.reduce(0) { $0 + $1.tally.expected }
            let name = "\(part.first?.name ?? ""): \(received) of \(expected)"
            return (height: expected > 0 ? Double(received) / Double(expected) : 0, title: name)
        }
        return chart(bars, low: first.name, high: last.name, top: "100 %")
    }

    private func chart(_ bars: [(height: Double, title: String)], low: String, high: String, top: String) -> String {
        let width = 600 / Double(max(1, bars.count))
        let shapes = bars.enumerated().map { index, bar in
            let tall = (bar.height * 100).rounded()
            return "<rect x=\"\(50 + Double(index) * width)\" y=\"\(110 - tall)\" width=\"\(width * 0.9)\" "
                + "height=\"\(tall)\"><title>\(ReportText.html(bar.title))</title></rect>"
        }
        return "<svg viewBox=\"0 0 660 130\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">"
            + "<line x1=\"50\" y1=\"110\" x2=\"650\" y2=\"110\"/>\(shapes.joined())"
            + "<text x=\"45\" y=\"18\" text-anchor=\"end\">\(ReportText.html(top))</text>"
            + "<text x=\"50\" y=\"125\">\(ReportText.html(low))</text>"
            + "<text x=\"650\" y=\"125\" text-anchor=\"end\">\(ReportText.html(high))</text></svg>"
    }
}
