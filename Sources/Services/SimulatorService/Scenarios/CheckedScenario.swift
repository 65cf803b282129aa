import Avro
import Portal
import Simulator

/// A draft that was looked at: what is wrong with it, or the scenario.
struct CheckedScenario: Sendable {
    /// The text that the problems are in.
    var text: String
    var problems: [ScenarioProblem] = []
    /// What the service does not allow, in sentences.
    var refusals: [String] = []
    /// Nil where there are problems.
    var scenario: Scenario?
    /// Where the scenario's relative paths begin.
    var inputs = ""

    var isRight: Bool { scenario != nil && refusals.isEmpty }

    /// - Throws: `Failure` where the draft itself makes no sense.
    init(_ draft: ScenarioDraft, _ policy: TargetPolicy) async throws {
        text = draft.yaml ?? ""
        do {
            text = try draft.text()
            scenario = try Scenario(yaml: text)
        } catch let error as ScenarioError {
            problems = error.problems
        }
        guard let scenario else { return }
        (refusals, inputs) = await policy.check(scenario)
        // Only what may be read is looked for.
        guard refusals.isEmpty else { return }
        do { _ = try Scenario(yaml: text, in: .here(folder: inputs)) } catch {
            (problems, self.scenario) = (error.problems, nil)
        }
    }

    /// All that is wrong, in lines.
    var words: String {
        (problems.map { "line \($0.line), column \($0.column): \($0.message)" } + refusals).joined(separator: "\n")
    }

    var json: JSON {
        .object([
            .init("isRight", .boolean(isRight)),
            .init("problems", .array(problems.map(\.json))),
            .init("refusals", .array(refusals.map { .string($0) })),
            .init("summary", scenario.map { .string("\($0.name): \($0.words)") } ?? .null),
            .init("text", .string(text)),
        ])
    }
}

extension ScenarioProblem {
    var json: JSON {
        .object([
            .init("line", .integer(Int64(line))), .init("column", .integer(Int64(column))),
            .init("message", .string(message)),
        ])
    }
}
