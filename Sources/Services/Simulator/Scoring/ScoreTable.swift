/// Tallies in rows and columns, as text.
public struct ScoreTable: Sendable {
    /// Of the columns; the first is that of the names.
    public var heads: [String]
    /// In the order of the groups that they tell of.
    public var rows: [Row]

    /// A visit or a class.
    public struct Row: Sendable {
        /// As many as there are heads.
        public var cells: [String]
        /// Something is missing, damaged or late.
        public var isBad: Bool
    }

    struct Column {
        var head: String
        /// Among those that fit on a terminal.
        var isBrief = true
        var value: @Sendable (Tally) -> String
    }
}

extension Score {
    /// Of visits or classes; latencies are seconds as `latencyUnit` says, left out where none is known.
    ///
    /// - Parameter isBrief: without what a terminal has no room for.
    public func table(_ groups: [Group], named name: String, isBrief: Bool = false) -> ScoreTable {
        let columns = columns.filter { $0.isBrief || !isBrief }
        return ScoreTable(
            heads: [name] + columns.map(\.head),
            rows: groups.map { group in
                .init(cells: [group.name] + columns.map { $0.value(group.tally) }, isBad: group.tally.isBad)
            })
    }

    private var columns: [ScoreTable.Column] {
        let factor = secondsPerMs
        var columns: [ScoreTable.Column] = [
            .init(head: "issued", isBrief: false) { "\($0.issued)" },
            .init(head: "expected") { "\($0.expected)" },
            .init(head: "received") { "\($0.received)" },
            .init(head: "complete") { ReportText.percent($0.received, of: $0.expected) },
            .init(head: "missing") { "\($0.missing)" },
            .init(head: "duplicate") { "\($0.duplicates)" },
            .init(head: "beyond sent", isBrief: false) { "\($0.duplicatesBeyondSent)" },
            .init(head: "out of order") { "\($0.outOfOrder)" },
            .init(head: "by issue") { "\($0.outOfOrderByIssue)" },
            .init(head: "corrupt taken") { "\($0.corruptAccepted)" },
            .init(head: "corrupt rejected", isBrief: false) { "\($0.corruptRejected)" },
            .init(head: "intact rejected", isBrief: false) { "\($0.intactRejected)" },
            .init(head: "late") { "\($0.late)" },
        ]
        if !latenciesMs.isEmpty {
            columns.append(.init(head: "from sending, s") { ReportText.seconds($0.latencyMs, factor) })
        }
        if !issueLatenciesMs.isEmpty {
            columns.append(.init(head: "from issue, s") { ReportText.seconds($0.issueLatencyMs, factor) })
        }
        return columns
    }
}

extension Tally {
    var isBad: Bool { missing + duplicatesBeyondSent + corruptAccepted + intactRejected + late > 0 }
}
