internal import Observing
internal import Yams

/// Reads one item of `faults`.
struct FaultReader {
    static let scopeKeys = ["fault", "probability", "visits", "detectors", "from", "until", "lasts"]

    let section: Section
    let name: FaultName

    /// Nil where the item is no mapping or names no fault that exists, which is then a problem.
    init?(_ node: Node, _ problems: Problems) {
        guard let name = Self.name(node, problems),
            let section = Section(
                node, name: name.rawValue, known: Self.scopeKeys + name.parameters, problems)
        else { return nil }
        (self.section, self.name) = (section, name)
    }

    private static func name(_ node: Node, _ problems: Problems) -> FaultName? {
        guard case .mapping(let mapping) = node else {
            problems.report(node.mark, "A fault must be a list of 'key: value', not \(article(node)).")
            return nil
        }
        let all = FaultName.allCases.map(\.rawValue)
        guard let value = mapping.first(where: { $0.key.scalar?.string == "fault" })?.value, let text = value.scalar
        else {
            problems.report(
                node.mark, "A fault needs the key 'fault' that says which. Known are: \(all.joined(separator: ", ")).")
            return nil
        }
        if let name = FaultName(rawValue: text.string) { return name }
        let hint = Suggestion.sentence(for: text.string, among: all)
        problems.report(text.mark, "There is no fault '\(shown(text.string))'.\(hint)")
        return nil
    }

    /// - Parameters:
    ///   - scenario: without its faults.
    ///   - times: when its first and last packets are issued; nil where that is not known.
    func setting(of scenario: Scenario, _ times: ClosedRange<Double>?) -> FaultSetting? {
        let before = section.problems.found.count
        let scope = scope(scenario.span)
        // What is wrong by itself is told once.
        if let times, section.problems.found.count == before { check(scope, against: times) }
        let probability = section.number("probability", 0...1) ?? 1
        for key in name.required { section.require(key) }
        guard let kind = kind() else { return nil }
        check(kind, scenario)
        remark(kind, scenario)
        if probability == 0 { remarkOnProbability() }
        return FaultSetting(kind, probability: probability, scope: scope)
    }

    private func scope(_ span: SpanSetting) -> FaultScope {
        var scope = FaultScope(
            visits: section.numbers("visits", 1...10_000_000), detectors: section.numbers("detectors", 0...188))
        if name.isForWholeVisits, section.node("detectors") != nil {
            section.report("detectors", "'\(name.rawValue)' befalls whole visits, not single detectors.")
        }
        scope.fromSeconds = section.duration("from") ?? 0
        if section.node("until") != nil, section.node("lasts") != nil {
            section.report("lasts", "Give 'until' or 'lasts', not both.")
        }
        let lasting = section.duration("lasts").map { scope.fromSeconds + $0 }
        scope.untilSeconds = section.duration("until") ?? lasting ?? .infinity
        checkTimes(scope, span)
        return scope
    }

    private func checkTimes(_ scope: FaultScope, _ span: SpanSetting) {
        let end = section.node("until") != nil ? "until" : "lasts"
        if scope.untilSeconds <= scope.fromSeconds {
            section.report(end, "The fault ends before it begins (\(Quantity.text(seconds: scope.fromSeconds))).")
        }
        // An outage by visits ends with them.
        let hasEnd = section.node(end) != nil || name == .registryOutage && scope.visits != nil
        if name.needsEnd, !hasEnd {
            section.report("fault", "'\(name.rawValue)' needs an end: add 'until' or 'lasts'.")
        }
        if let duration = span.durationSeconds, scope.fromSeconds >= duration {
            section.report("from", "The run is over after \(Quantity.text(seconds: duration)).")
        }
        if let visits = span.visits, let first = scope.visits?.bounds?.lowerBound, first > visits {
            section.report("visits", "The run has only \(visits) visits.")
        }
    }

    /// A time at which nothing is issued is a mistake; what is issued before may still be sent within it.
    private func check(_ scope: FaultScope, against times: ClosedRange<Double>) {
        let (first, last) = (
            Quantity.roundedText(seconds: times.lowerBound), Quantity.roundedText(seconds: times.upperBound)
        )
        let issue = "packets are issued from \(first) to \(last) after the first exposure began"
        if scope.fromSeconds > times.upperBound, !name.befallsSending {
            section.report("from", "The run is over by then: \(issue).")
        } else if scope.fromSeconds > times.upperBound + Self.longestDelay {
            section.report("from", "The run is over by then: \(issue).")
        }
        if scope.untilSeconds <= times.lowerBound, !name.isOfOthers {
            let end = section.node("until") != nil ? "until" : "lasts"
            section.report(end, "The fault ends before there is anything that it could befall: \(issue).")
        }
    }

    /// What other faults delay may be sent so long after it was issued.
    private static let longestDelay = 7200.0

    private func check(_ kind: FaultKind, _ scenario: Scenario) {
        switch kind {
        case .lostPartition(let lost, let reroutes): check(lost, reroutes, scenario.transports)
        case .schemaMigration(let version):
            if version.hasPrefix("ztf") != scenario.survey.schemaVersion.hasPrefix("ztf") {
                section.report(
                    "schema",
                    "A survey does not change to another's schema: the run's is \(scenario.survey.schemaVersion).")
            }
        case .disconnect where section.node("visits") != nil:
            section.report("visits", "Connections are cut by time: give 'from' and 'lasts', and leave 'visits' out.")
        case .late(delaySeconds: 0): section.report("delay", "A delay of 0 delays nothing.")
        case .reorder(windowSeconds: 0): section.report("window", "A window of 0 changes no order.")
        case .clockStep(seconds: 0): section.report("by", "A step of 0 is none.")
        case .stall(factor: 1): section.report("factor", "A factor of 1 slows nothing.")
        case .oversize(let bytes): check(oversize: bytes, scenario.survey)
        case .spuriousFlood(let flood): check(flood, scenario.sky)
        default: return
        }
    }

    private func check(oversize bytes: Int, _ survey: SurveySetting) {
        // A packet of an artefact without history and stamps has some 460 bytes.
        let least = survey.hasStamps ? 1000 : 400
        if bytes < least { section.report("bytes", "All packets have more than \(least) bytes: none would grow.") }
    }

    private func check(_ flood: ArtefactFlood, _ sky: SkySetting) {
        if !sky.populations.contains(.artefacts) {
            section.report("fault", "The population 'artefacts' is switched off: there is nothing to be more of.")
        } else if flood.populations == [.dipoles], !sky.populations.contains(.stars) {
            section.report("of", "Dipoles stand at stars, and 'stars' are switched off.")
        } else if flood.factor == 1 {
            section.report("factor", "A factor of 1 is the usual number of artefacts.")
        }
    }

    private func check(_ lost: NumberSet, _ reroutes: Bool, _ transports: [TransportSetting]) {
        guard let bounds = lost.bounds else { return }
        let most = transports.filter(\.kind.isPartitioned).map { $0.partitions ?? 1 }.max() ?? 0
        if bounds.upperBound >= most {
            section.report("partitions", "There are only partitions below \(most): see 'transports'.")
        } else if reroutes, lost.ranges.contains(where: { $0.lowerBound == 0 && $0.upperBound >= most - 1 }) {
            section.report("partitions", "No partition would be left to take what is rerouted.")
        }
    }
}
