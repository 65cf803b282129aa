internal import Yams

/// Collects what is wrong while the rest is still read.
final class Problems {
    let file: String
    let surroundings: ScenarioSurroundings
    private(set) var found: [ScenarioProblem] = []
    /// What is right, but does perhaps not do what was meant.
    private(set) var remarks: [ScenarioProblem] = []

    init(file: String, _ surroundings: ScenarioSurroundings = ScenarioSurroundings()) {
        (self.file, self.surroundings) = (file, surroundings)
    }

    func report(_ mark: Mark?, _ message: String) {
        found.append(
            ScenarioProblem(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, message: message))
    }

    func report(line: Int, column: Int, _ message: String) {
        found.append(ScenarioProblem(file: file, line: line, column: column, message: message))
    }

    func remark(_ mark: Mark?, _ message: String) {
        remarks.append(ScenarioProblem(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, message: message))
    }

    /// Nothing is wrong so far.
    var isEmpty: Bool { found.isEmpty }
}
