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
        default: return
        }
    }

    private func remark(_ message: String) { section.problems.remark(section.mark(of: "fault"), message) }
}
