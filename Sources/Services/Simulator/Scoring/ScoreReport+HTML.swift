extension ScoreReport {
    /// A page that needs nothing else: tables, and plots as SVG, for light and dark screens.
    public var html: String {
        let title = ReportText.html(title)
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><title>\(title)</title><style>
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --bar: #2f6fb0; --pale: #a9c8e6;
            --rule: #ccd; --bad: #a3261b; }
            @media (prefers-color-scheme: dark) {
            :root { --ink: #e6e8eb; --paper: #14171b; --bar: #6ea8e0; --pale: #31506f; --rule: #3a4048; --bad: #ff9387; } }
            body { font: 15px sans-serif; color: var(--ink); background: var(--paper);
            margin: 2em auto; max-width: 80em; padding: 0 1em; }
            td, th { padding: .2em .6em; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
            th:first-child { text-align: left; } table { border-collapse: collapse; }
            thead th { vertical-align: bottom; white-space: normal; }
            tr.bad th { color: var(--bad); } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.5em; }
            dd { margin: 0; } .wide { overflow-x: auto; } svg { max-width: 60em; display: block; }
            svg rect { fill: var(--bar); } svg rect.pale { fill: var(--pale); }
            svg text { fill: var(--ink); font-size: 11px; } svg line { stroke: var(--rule); }
            </style></head><body><h1>\(title)</h1>
            \(scores.map(section).joined(separator: "\n"))
            </body></html>

            """
    }

    private func section(_ score: Score) -> String {
        let facts = score.facts().map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" }.joined()
        return "<section><h2>\(ReportText.html(score.subscriber))</h2><dl>\(facts)</dl>"
            + score.remarks.map { "<p>\(ReportText.html($0))</p>" }.joined()
            + ScorePlots(score).svg
            + "<h3>By true class</h3>\(table(score.table(score.classes, named: "class")))"
            + "<h3>By visit</h3>\(table(score.table(score.visits, named: "visit")))</section>"
    }

    private func table(_ table: ScoreTable) -> String {
        let heads = table.heads.map { "<th scope=\"col\">\(ReportText.html($0))</th>" }.joined()
        let rows = table.rows.map { row in
            let cells = row.cells.dropFirst().map { "<td>\(ReportText.html($0))</td>" }.joined()
            return "<tr\(row.isBad ? " class=\"bad\"" : "")><th scope=\"row\">\(ReportText.html(row.cells[0]))</th>"
                + "\(cells)</tr>"
        }
        return "<div class=\"wide\"><table><thead><tr>\(heads)</tr></thead>"
            + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
    }
}
