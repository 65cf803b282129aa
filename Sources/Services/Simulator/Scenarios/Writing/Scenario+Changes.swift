extension Scenario {
    /// A fault of the scenario with some of its keys changed, as a scenario's text has them.
    ///
    /// - Parameter changes: values by key, such as `delay`: `10 s`; of `until` and `lasts` the one given counts.
    /// - Throws: a `ScenarioError` with what is wrong; its lines are those of a text that nobody wrote.
    public func fault(_ index: Int, changedBy changes: [(key: String, value: String)]) throws(ScenarioError)
        -> FaultSetting
    {
        guard faults.indices.contains(index) else {
            throw Self.problem("The scenario has \(faults.count) faults, the first is 0; there is no fault \(index).")
        }
        let keys = Set(changes.map(\.key))
        guard !keys.contains("fault") else { throw Self.problem("A fault stays what it is: change another key.") }
        for key in keys where !key.utf8.allSatisfy({ (97...122).contains($0) || $0 == 45 }) || key.isEmpty {
            throw Self.problem("'\(shown(key))' is no key of a fault.")
        }
        let kept = faults[index].canonicalPairs.filter { pair in
            !keys.contains(pair.key) && !(pair.key == "until" && keys.contains("lasts"))
        }
        let pairs = kept + changes.map { ($0.key, Optional($0.value)) }
        var lines = canonicalText.split(separator: "\n").prefix { $0 != "faults:" }.map(String.init)
        lines += CanonicalText.list("faults", [pairs])
        let changed = try Scenario(yaml: lines.joined(separator: "\n"))
        guard let fault = changed.faults.first, changed.faults.count == 1 else {
            throw Self.problem("This is no value of a fault.")
        }
        return fault
    }

    private static func problem(_ message: String) -> ScenarioError {
        ScenarioError([ScenarioProblem(file: "fault", line: 1, column: 1, message: message)])
    }
}
