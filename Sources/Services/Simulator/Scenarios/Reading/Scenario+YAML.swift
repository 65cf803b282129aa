internal import Yams

extension Scenario {
    /// Reads and checks a scenario; nothing runs before all of it is right.
    ///
    /// - Parameters:
    ///   - yaml: YAML 1.1, one document, at most 1 MiB, without aliases.
    ///   - file: the name that problems are reported under.
    ///   - surroundings: what a scenario is held against beside its own text; by default nothing.
    /// - Throws: a `ScenarioError` with every problem found, each with its line and column.
    public init(
        yaml: String, file: String = "scenario", in surroundings: ScenarioSurroundings = ScenarioSurroundings()
    ) throws(ScenarioError) {
        let problems = Problems(file: file, surroundings)
        let scenario = ScenarioDocument.root(of: yaml, problems).flatMap { Self.read($0, problems) }
        guard let scenario, problems.isEmpty else { throw ScenarioError(problems.found) }
        self = scenario
    }

    /// What of a scenario that is right does nothing, such as a registry's outage where none is served; each with its
    /// line and column.
    public static func remarks(yaml: String, file: String = "scenario") -> [ScenarioProblem] {
        let problems = Problems(file: file)
        _ = ScenarioDocument.root(of: yaml, problems).flatMap { read($0, problems) }
        return problems.remarks
    }

    private static func transports(_ top: Section, _ sky: SkySetting, _ problems: Problems) -> [TransportSetting] {
        var places: Set<String> = []
        return top.list("transports") { node in
            let setting = TransportSetting.read(node, sky, problems)
            if let setting, let place = setting.place, !places.insert(place).inserted {
                problems.report(
                    node.mark,
                    "Another transport has '\(setting.target)' already: give this one a topic, file or port of its own."
                )
            }
            return setting
        }
    }

    private static func read(_ root: Node, _ problems: Problems) -> Scenario? {
        let keys = ["name", "about", "seed", "sky", "survey", "span", "transports", "registry", "faults"]
        guard let top = Section(root, name: "scenario", known: keys, problems) else { return nil }
        top.require("name")
        let name = top.value("name", "lower-case words joined by hyphens", { isName($0) ? $0 : nil }) ?? ""
        let survey = top.node("survey").map { SurveySetting.read($0, problems) } ?? SurveySetting()
        let span = top.node("span").map { SpanSetting.read($0, problems) } ?? SpanSetting()
        let sky = top.node("sky").map { SkySetting.read($0, problems) } ?? SkySetting()
        let transports = Self.transports(top, sky, problems)
        let registry = top.node("registry").flatMap { RegistrySetting.read($0, problems) }
        var scenario = Scenario(
            name: name, about: top.text("about") ?? "",
            seed: top.value("seed", "a whole number from 0 to 18446744073709551615") { UInt64($0) } ?? 1,
            sky: sky, survey: survey, span: span,
            transports: transports, registry: registry)
        if problems.isEmpty, let problem = problems.surroundings.visitProblem(scenario) {
            let section = top.node(problem.section)
            problems.report(section?[problem.key]?.mark ?? section?.mark, problem.message)
        }
        // Only faults ask when packets are issued, and it can be told of what is right so far only.
        let isAsked = top.node("faults") != nil && problems.isEmpty
        let times = isAsked ? problems.surroundings.issueTimes(scenario) : nil
        let faults = top.list("faults", limit: maximumFaults) { node in
            FaultReader(node, problems).flatMap { reader in
                reader.setting(of: scenario, times?.run).map { (reader: reader, setting: $0) }
            }
        }
        scenario.faults = faults.map(\.setting)
        // What one of them can befall depends on the others.
        for (place, fault) in faults.enumerated() { fault.reader.check(place, in: scenario, times) }
        return scenario
    }
}

private func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
        && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
}

extension Section {
    /// The list at `key`, without the items of which `read` makes nothing; empty where there is none.
    func list<T>(_ key: String, limit: Int = 1000, _ read: (Node) -> T?) -> [T] {
        switch node(key) {
        case nil: return []
        case .sequence(let items):
            if items.count > limit { report(key, "'\(key)' holds \(items.count) items; \(limit) is the most.") }
            return items.prefix(limit).compactMap(read)
        case .some(let node):
            problems.report(node.mark, "'\(key)' must be a list, each item after '- ', not \(article(node)).")
            return []
        }
    }
}
