extension ScoreReport {
    /// Lines for a terminal, with the ten worst visits.
    public var text: String { text(visits: 10) }

    /// Lines for a terminal.
    ///
    /// - Parameter most: of how many visits, the worst; nil for all.
    public func text(visits most: Int?) -> String {
        ([title] + scores.flatMap { lines($0, most) }).joined(separator: "\n") + "\n"
    }

    private func lines(_ score: Score, _ most: Int?) -> [String] {
        let complete = ReportText.percent(score.total.received, of: score.total.expected)
        let classes = score.table(score.classes, named: "class", isBrief: true)
        return ["", "\(score.subscriber): \(complete) complete"]
            + score.facts().map { "  \($0.name): \($0.value)" } + score.remarks.map { "  \($0)" }
            + ["", "  By true class:"] + aligned(classes) + visits(score, most)
    }

    private func visits(_ score: Score, _ most: Int?) -> [String] {
        if most == 0 { return [] }
        let count = score.visits.count
        guard let most, count > most else {
            return ["", "  By visit:"] + aligned(score.table(score.visits, named: "visit", isBrief: true))
        }
        let worst = Array(score.worstVisits.prefix(most))
        return ["", "  The worst \(most) of \(count) visits (all of them: --visits all):"]
            + aligned(score.table(worst, named: "visit", isBrief: true))
    }

    /// Lines of a table: the first column to the left, numbers to the right.
    private func aligned(_ table: ScoreTable) -> [String] {
        let lines = [table.heads] + table.rows.map(\.cells)
        let widths = table.heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { cells in
            let padded = cells.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                return column == 0 ? cells[column] + space : space + cells[column]
            }
            return "    " + padded.joined(separator: "  ")
        }
    }
}

extension Score {
    /// By what is missing, damaged or twice, then by what is late, then by latency.
    var worstVisits: [Group] {
        func order(_ tally: Tally) -> (Int, Int, Int64) {
            let wrong = tally.missing + tally.corruptAccepted + tally.intactRejected + tally.duplicatesBeyondSent
            return (wrong, tally.late, (tally.issueLatencyMs ?? tally.latencyMs)?.p95 ?? .min)
        }
        return visits.sorted { order($0.tally) > order($1.tally) }
    }
}
