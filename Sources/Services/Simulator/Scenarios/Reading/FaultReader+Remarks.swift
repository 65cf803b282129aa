extension FaultReader {
    /// Says where a fault does nothing for want of what it would befall.
    func remark(_ kind: FaultKind, _ transports: [TransportSetting], _ registry: RegistrySetting?) {
        switch kind {
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

    func remarkOnProbability() {
        remark("The probability is 0: the fault strikes only if it is changed while the run goes on.")
    }

    private func remark(_ message: String) { section.problems.remark(section.mark(of: "fault"), message) }
}
