/// Everything that is wrong with a scenario, in the order of its text.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Ascending by line, then by column.
    public var problems: [ScenarioProblem]

    init(_ problems: [ScenarioProblem]) {
        self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// One line a problem, as compilers write them.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong, and where.
public struct ScenarioProblem: Hashable, Sendable, CustomStringConvertible {
    /// What the text was read as; `fault` for a change by hand.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int
    /// A sentence that says what to do.
    public var message: String

    public var description: String { "\(file):\(line):\(column): \(message)" }
}
