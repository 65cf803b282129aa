extension FaultReader {
    /// Reports what can befall nothing beside the scenario's other faults: a window between the bursts of all visits, a
    /// migration to what the packets are already.
    func check(_ place: Int, in scenario: Scenario, _ times: BurstTimes?) {
        guard section.problems.isEmpty else { return }
        let (fault, others) = (scenario.faults[place], Self.others(than: place, scenario.faults))
        if case .schemaMigration(scenario.survey.schemaVersion) = fault.kind,
            !others.contains(where: \.kind.isMigration)
        {
            section.report("schema", "Packets have the schema \(scenario.survey.schemaVersion) already.")
        }
        // What others delay may come into any window.
        let mayBeLater = name.befallsSending && others.contains(where: \.kind.delays)
        // A migration to begin with a visit does so whatever the time.
        let isOfVisits = fault.kind.isMigration && fault.scope.visits != nil
        guard let times, !name.isOfOthers, !mayBeLater, !isOfVisits else { return }
        if !times.mayHold(fault.scope, at: offsets(scenario.survey.burst, fault.scope)) { report(fault.scope, times) }
    }

    private static func others(than place: Int, _ faults: [FaultSetting]) -> [FaultSetting] {
        faults.enumerated().filter { $0.offset != place }.map(\.element)
    }

    /// When a visit issues what the fault can befall, seconds since its first packet.
    private func offsets(_ burst: AlertBurst, _ scope: FaultScope) -> ClosedRange<Double> {
        // The visit is asked for as a whole.
        if [.spuriousFlood, .denseField, .schemaMigration].contains(name) { return 0...0 }
        guard burst.shape == .detectors else { return 0...burst.lastsSeconds }
        let detectors = scope.detectors?.bounds ?? 0...188
        func seconds(_ detector: Int) -> Double { burst.seconds(detector: detector, number: 0, of: 1) }
        return seconds(detectors.lowerBound)...seconds(detectors.upperBound)
    }

    private func report(_ scope: FaultScope, _ times: BurstTimes) {
        let key = ["from", "until", "lasts", "visits"].first { section.node($0) != nil } ?? "fault"
        let next = times.starts.firstIndex { $0 >= scope.fromSeconds }.map { number in
            ": those of visit \(number + 1) leave from \(Quantity.roundedText(seconds: times.starts[number])) on"
        }
        section.report(key, "No packet that the fault could befall is issued then\(next ?? "").")
    }
}

extension FaultKind {
    fileprivate var isMigration: Bool {
        if case .schemaMigration = self { true } else { false }
    }

    /// Copies may go later for it than they are issued.
    fileprivate var delays: Bool {
        switch self {
        case .late, .reorder, .outage, .stall, .slowDrain, .credentialExpiry: true
        case .duplicate(_, let delaySeconds): delaySeconds > 0
        default: false
        }
    }
}
