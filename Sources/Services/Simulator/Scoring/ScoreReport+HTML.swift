internal import Reports

extension ScoreReport {
    /// A page that needs nothing else: tables, and plots as SVG, for light and dark screens.
    public var html: String {
        HTML.page(title: title, body: "<h1>\(HTML.escaped(title))</h1>\n" + scores.map(section).joined(separator: "\n"))
    }

    private func section(_ score: Score) -> String {
        let facts = score.facts().map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" }.joined()
        return "<section><h2>\(HTML.escaped(score.subscriber))</h2><dl>\(facts)</dl>"
            + score.remarks.map { "<p>\(HTML.escaped($0))</p>" }.joined()
            + ScorePlots(score).svg
            + "<h3>By true class</h3>\(table(score.table(score.classes, named: "class")))"
            + "<h3>By visit</h3>\(table(score.table(score.visits, named: "visit")))</section>"
    }

    private func table(_ table: ScoreTable) -> String {
        let heads = table.heads.map { "<th scope=\"col\">\(HTML.escaped($0))</th>" }.joined()
        let rows = table.rows.map { row in
            let cells = row.cells.dropFirst().map { "<td>\(HTML.escaped($0))</td>" }.joined()
            return "<tr\(row.isBad ? " class=\"bad\"" : "")><th scope=\"row\">\(HTML.escaped(row.cells[0]))</th>"
                + "\(cells)</tr>"
        }
        return "<div class=\"wide\"><table><thead><tr>\(heads)</tr></thead>"
            + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
    }
}
