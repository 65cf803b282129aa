public import Distribution
internal import SkyMath

extension FaultPlan {
    /// How the run's registry behaves at a time.
    ///
    /// - Parameters:
    ///   - seconds: since the run began, at the survey's own pace.
    ///   - visitNumber: of the last visit that is due by then.
    public func registryConduct(at seconds: Double, visitNumber: Int) -> RegistryConduct {
        var conduct = RegistryConduct(
            areCredentialsExpired: areCredentialsExpired(at: seconds, visitNumber: visitNumber))
        for (index, fault) in faults.enumerated() {
            guard case .registryOutage(let outage) = fault.kind, befallsVisit(index, visitNumber, seconds) else {
                continue
            }
            conduct.outage =
                switch outage {
                case .status(let status): .status(status)
                case .hangUp: .hangUp
                case .slow(let seconds): .slow(.seconds(seconds))
                }
        }
        return conduct
    }

    /// Whether credentials are refused at a time.
    public func areCredentialsExpired(at seconds: Double, visitNumber: Int) -> Bool {
        !credentialFaults(at: seconds, visitNumber).isEmpty
    }

    /// When credentials expire or are renewed, ascending; visits that name them aside.
    var credentialEdges: [Double] {
        faults.filter { $0.kind == .credentialExpiry }
            .flatMap { [$0.scope.fromSeconds, $0.scope.untilSeconds] }.filter(\.isFinite).sorted()
    }

    private func credentialFaults(at seconds: Double, _ visitNumber: Int) -> FaultSet {
        set(visitNumber, seconds) { $0 == .credentialExpiry }
    }

    private func set(_ visitNumber: Int, _ seconds: Double, _ isWanted: (FaultKind) -> Bool) -> FaultSet {
        faults.indices.reduce(into: FaultSet()) { set, index in
            guard isWanted(faults[index].kind), befallsVisit(index, visitNumber, seconds) else { return }
            set.insert(FaultSet(index: index))
        }
    }

    /// Marks copies that go out while the registry is away or refuses their readers' credentials, and takes out those
    /// that go out while nobody is let in. A packet of which no copy is left is withheld.
    func settleWindows(_ schedule: inout VisitSchedule, _ visitNumber: Int) {
        guard !exposure.isEmpty else { return }
        let isRefusing = !exposure.isDisjoint(with: [.subscriberCredentials, .senderCredentials])
        var kept: [ScheduledSend] = []
        var refused: [Int: FaultSet] = [:]
        kept.reserveCapacity(schedule.sends.count)
        for var send in schedule.sends {
            send.faults.formUnion(registryFaults(at: send.dueSeconds, visitNumber))
            let expired = isRefusing ? credentialFaults(at: send.dueSeconds, visitNumber) : []
            if expired.isEmpty {
                kept.append(send)
            } else {
                refused[send.packetIndex, default: []].formUnion(send.faults.union(expired))
            }
        }
        schedule.sends = kept
        settle(refused, in: &schedule)
    }

    private func registryFaults(at seconds: Double, _ visitNumber: Int) -> FaultSet {
        set(visitNumber, seconds) { kind in
            switch kind {
            case .registryOutage: exposure.contains(.registry)
            case .credentialExpiry: exposure.contains(.registryCredentials)
            default: false
            }
        }
    }
}
