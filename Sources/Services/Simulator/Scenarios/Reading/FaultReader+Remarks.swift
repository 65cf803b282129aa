extension FaultReader {
    /// Says where a fault does nothing for want of what it would befall.
    func remark(_ kind: FaultKind, _ scenario: Scenario) {
        let (transports, registry) = (scenario.transports, scenario.registry)
        switch kind {
        case .wrongSchema(let id): remarkOnSchema(id, scenario)
        case .schemaMigration, .missingHistory:
            let events = transports.enumerated().filter { $0.element.kind == .voevent }
                .map { "transport \($0.offset + 1)" }
            guard !events.isEmpty else { return }
            remark(
                "VOEvents have neither a schema's version nor a history: the fault does nothing at "
                    + "\(events.joined(separator: ", ")).")
        case .registryOutage:
            if registry == nil {
                remark("No registry is served, so none can be away: add 'registry: HOST:PORT'.")
            }
        case .credentialExpiry:
            let without = transports.enumerated()
                .filter { $0.element.exposure(registry: registry).isDisjoint(with: .credentials) }
                .map { "transport \($0.offset + 1) (\($0.element.kind.rawValue))" }
            guard !without.isEmpty else { return }
            remark(
                "Nothing is shown that could expire at \(without.joined(separator: ", ")): the fault does nothing there. "
                    + "Credentials are those of a 'registry' with a 'user', of http with a 'token-file', and of VOEvent's "
                    + "subscribers.")
        case .disconnect:
            let without = transports.enumerated().filter {
                !$0.element.exposure(registry: registry).contains(.connections)
            }
            .map { "transport \($0.offset + 1) (\($0.element.kind.rawValue))" }
            guard !without.isEmpty else { return }
            remark(
                "There is no connection to cut at \(without.joined(separator: ", ")): the fault does nothing there. "
                    + "Connections are those of tcp, and of who subscribes to VOEvents.")
        case .clockStep:
            let without = transports.enumerated().filter { !$0.element.kind.tellsTime }
                .map { "transport \($0.offset + 1) (\($0.element.kind.rawValue))" }
            guard !without.isEmpty else { return }
            remark(
                "The step is that of the time that the sender's clock puts beside a packet; there is none beside those of "
                    + "\(without.joined(separator: ", ")): the fault does nothing there.")
        default: return
        }
    }

    private func remarkOnSchema(_ id: UInt32, _ scenario: Scenario) {
        let version = scenario.survey.schemaVersion
        guard !version.hasPrefix("ztf") else {
            return remark("ZTF's packets are container files, which name no schema's number: the fault does nothing.")
        }
        let numbers = version.split(separator: ".").compactMap { UInt32($0) }
        if numbers.count == 2, id == 100 * numbers[0] + numbers[1] {
            remark("Packets of the schema \(version) have the number \(id) already: the fault does nothing to them.")
        }
        let without = scenario.transports.enumerated().filter { !$0.element.namesSchema }
            .map { "transport \($0.offset + 1) (\($0.element.kind.rawValue))" }
        guard !without.isEmpty else { return }
        remark(
            "No schema's number stands in what goes to \(without.joined(separator: ", ")): the fault does nothing there. "
                + "Files have one with 'framing: confluent'.")
    }

    func remarkOnProbability() {
        remark("The probability is 0: the fault strikes only if it is changed while the run goes on.")
    }

    private func remark(_ message: String) { section.problems.remark(section.mark(of: "fault"), message) }
}
