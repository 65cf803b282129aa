internal import SkyMath

/// A scenario's faults, as a function of packets: the same packets always meet the same fate, on any thread.
///
/// Whether fault i befalls packet p is drawn from (seed, i, p's identifier) alone, so that neither the other faults nor
/// the other packets matter. Windows of the link are drawn from (seed, i): see `LinkFaults`.
public struct FaultPlan: Sendable {
    /// The scenario's.
    public let seed: UInt64
    /// In the scenario's order; at most `Scenario.maximumFaults`.
    public let faults: [FaultSetting]
    /// Of the topic; lost partitions are counted among these.
    public let partitions: Int
    /// Of the transport whose packets these are.
    public let exposure: FaultExposure

    /// Faults beyond `Scenario.maximumFaults` are left out; `partitions` below 1 count as 1.
    public init(seed: UInt64, faults: [FaultSetting], partitions: Int = 1, exposure: FaultExposure = []) {
        self.seed = seed
        self.exposure = exposure
        self.faults = Array(faults.prefix(Scenario.maximumFaults))
        self.partitions = max(1, partitions)
    }

    /// With the scenario's seed and faults.
    public init(_ scenario: Scenario, partitions: Int = 1, exposure: FaultExposure = []) {
        self.init(seed: scenario.seed, faults: scenario.faults, partitions: partitions, exposure: exposure)
    }

    /// A label for each fault, such as `3 bit-flip`, in the scenario's order.
    public var labels: [String] { faults.enumerated().map { "\($0.offset) \($0.element.kind.name.rawValue)" } }

    /// What the survey is asked for in a visit. Where several faults ask for one thing, the last in the list counts.
    public func request(visitNumber: Int, dueSeconds: Double) -> VisitRequest {
        var request = VisitRequest(alerts: nil, schemaVersion: nil, faults: [])
        for (index, fault) in faults.enumerated() where befallsVisit(index, visitNumber, dueSeconds) {
            switch fault.kind {
            case .spuriousFlood(let flood): request.flood = flood
            case .denseField(let alerts): request.alerts = alerts
            case .schemaMigration(let version): request.schemaVersion = version
            default: continue
            }
            request.faults.insert(FaultSet(index: index))
        }
        return request
    }

    /// Faults by which a packet is to be made without its history; empty for none.
    public func withoutHistory(alertID: Int64, visitNumber: Int, detector: Int, dueSeconds: Double) -> FaultSet {
        var set = FaultSet()
        for (index, fault) in faults.enumerated() where fault.kind == .missingHistory {
            guard fault.scope.contains(visitNumber: visitNumber, detector: detector, dueSeconds: dueSeconds) else {
                continue
            }
            if draws(index, alertID).isHit { set.insert(FaultSet(index: index)) }
        }
        return set
    }

    /// The draws of fault `index` for a packet, after that of whether it befalls it.
    func draws(_ index: Int, _ alertID: Int64) -> (isHit: Bool, draws: Draws) {
        var draws = Draws(seed: seed, 0x4641_554C, UInt64(index), UInt64(bitPattern: alertID))
        let isHit = draws.uniform() < faults[index].probability
        return (isHit, draws)
    }

    func befallsVisit(_ index: Int, _ visitNumber: Int, _ dueSeconds: Double) -> Bool {
        let fault = faults[index]
        guard isMigrated(fault, visitNumber) || fault.scope.contains(visitNumber: visitNumber, dueSeconds: dueSeconds)
        else { return false }
        var draws = Draws(seed: seed, 0x5649_5349, UInt64(index), UInt64(truncatingIfNeeded: visitNumber))
        return draws.uniform() < fault.probability
    }

    /// A migration is not undone after the visits that it names.
    private func isMigrated(_ fault: FaultSetting, _ visitNumber: Int) -> Bool {
        guard case .schemaMigration = fault.kind, let first = fault.scope.visits?.bounds?.lowerBound else {
            return false
        }
        return visitNumber >= first
    }
}
