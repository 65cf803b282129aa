internal import Bytes
internal import SkyMath

/// What becomes of one packet.
struct PacketFate {
    private let plan: FaultPlan
    private let packet: IssuedPacket
    private let visitNumber: Int
    private(set) var faults: FaultSet
    private(set) var isLost = false
    private var bytes: Bytes
    private var dueSeconds: Double
    private var partition: Int?
    private var delays: [Double] = []
    private var copyFaults: FaultSet = []

    init(_ plan: FaultPlan, _ packet: IssuedPacket, _ visitNumber: Int, _ shared: FaultSet) {
        (self.plan, self.packet, self.visitNumber, faults) = (plan, packet, visitNumber, shared)
        (bytes, dueSeconds) = (packet.bytes, packet.dueSeconds)
    }

    /// Drops and lost partitions, in the scenario's order; the first that loses it is the last.
    mutating func loseOrReroute(from home: Int) {
        for (index, fault) in plan.faults.enumerated() where !isLost {
            switch fault.kind {
            case .drop: if hit(index) != nil { lose(index) }
            case .lostPartition(let lost, let reroutes):
                let now = partition ?? home
                guard lost.contains(now), hit(index) != nil else { continue }
                if let next = next(after: now, lost), reroutes { reroute(index, next) } else { lose(index) }
            default: continue
            }
        }
    }

    /// Changes of bytes and delays, in the scenario's order.
    mutating func change() {
        for (index, fault) in plan.faults.enumerated() {
            guard !fault.kind.isSettledElsewhere, var draws = hit(index) else { continue }
            if let changed = Damage.apply(fault.kind, to: bytes, &draws) {
                bytes = changed
                faults.insert(FaultSet(index: index))
            } else if move(fault, &draws) {
                faults.insert(FaultSet(index: index))
            } else if case .duplicate(let copies, let delay) = fault.kind {
                delays += (1...max(1, copies)).map { Double($0) * delay }
                copyFaults.insert(FaultSet(index: index))
            }
        }
    }

    /// The copies; the fault of a duplicate is on all of them.
    func sends(_ index: Int) -> [ScheduledSend] {
        ([0] + delays).enumerated().map { copy, delay in
            ScheduledSend(
                packetIndex: index, copy: copy, dueSeconds: dueSeconds + delay, bytes: bytes, partition: partition,
                clockOffsetSeconds: 0, faults: faults.union(copyFaults), isCorrupt: bytes != packet.bytes)
        }
    }

    private mutating func move(_ fault: FaultSetting, _ draws: inout Draws) -> Bool {
        switch fault.kind {
        case .reorder(let window): dueSeconds += draws.uniform() * window
        case .late(let delay): dueSeconds += delay
        case .missingHistory: return true
        default: return false
        }
        return true
    }

    private func hit(_ index: Int) -> Draws? {
        let scope = plan.faults[index].scope
        guard
            scope.contains(visitNumber: visitNumber, detector: packet.detector, dueSeconds: packet.dueSeconds)
        else { return nil }
        let drawn = plan.draws(index, packet.alertID)
        return drawn.isHit ? drawn.draws : nil
    }

    private mutating func lose(_ index: Int) {
        isLost = true
        faults.insert(FaultSet(index: index))
    }

    private mutating func reroute(_ index: Int, _ next: Int) {
        partition = next
        faults.insert(FaultSet(index: index))
    }

    private func next(after home: Int, _ lost: NumberSet) -> Int? {
        (1..<max(2, plan.partitions)).map { (home + $0) % plan.partitions }.first { !lost.contains($0) }
    }
}

extension FaultKind {
    /// Not a change that a single packet meets on its own.
    var isSettledElsewhere: Bool {
        switch self {
        case .drop, .outage, .stall, .clockStep, .lostPartition, .slowDrain, .spuriousFlood, .denseField,
            .schemaMigration,
            .registryOutage, .credentialExpiry:
            true
        default: false
        }
    }
}
