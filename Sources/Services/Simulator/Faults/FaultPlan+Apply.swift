internal import Bytes
internal import SkyMath

extension FaultPlan {
    /// What is sent of a visit's packets, when, and what is not.
    ///
    /// Losses are settled first: a withheld packet meets no other fault. Changes of the bytes and delays follow in the
    /// scenario's order; stalls, slow drains and outages then move the time of every copy. Each visit is a function of
    /// its own packets only: a slow drain's backlog does not delay the next visit.
    ///
    /// - Parameters:
    ///   - packets: of one visit, in the order of issue.
    ///   - visitNumber: within the run, the first is 1.
    ///   - partitionOf: where the transport would put a packet; needed for lost partitions only.
    /// - Complexity: O(packets * faults + n log n); bytes are copied of changed packets only.
    public func apply(
        to packets: [IssuedPacket], visitNumber: Int, partitionOf: (IssuedPacket) -> Int = { $0.detector }
    ) -> VisitSchedule {
        var drain = DrainState()
        return apply(
            to: packets, visitNumber: visitNumber, shared: visitFaults(packets, visitNumber), drain: &drain,
            partitionOf: partitionOf)
    }

    /// The same for a part of a visit's packets, after the parts before it.
    ///
    /// - Parameters:
    ///   - shared: faults of the visit, which mark all of its packets: see `request`.
    ///   - drain: empty for a visit's first part.
    func apply(
        to packets: [IssuedPacket], visitNumber: Int, shared: FaultSet, drain: inout DrainState,
        partitionOf: (IssuedPacket) -> Int
    ) -> VisitSchedule {
        var schedule = VisitSchedule(sends: [], withheld: [])
        schedule.sends.reserveCapacity(packets.count)
        for (index, packet) in packets.enumerated() {
            var fate = PacketFate(self, packet, visitNumber, shared)
            let partition = partitionOf(packet) % partitions
            fate.loseOrReroute(from: partition)
            if !fate.isLost { fate.change() }
            if fate.isLost {
                schedule.withheld.append(WithheldPacket(packetIndex: index, faults: fate.faults))
            } else {
                schedule.sends += fate.sends(index)
            }
        }
        slow(&schedule.sends, visitNumber, &drain)
        hold(&schedule, packets, visitNumber)
        settleWindows(&schedule, visitNumber)
        schedule.sends.sort { ($0.dueSeconds, $0.packetIndex, $0.copy) < ($1.dueSeconds, $1.packetIndex, $1.copy) }
        return schedule
    }

    /// Floods, dense fields and migrations of the visit, which mark all of its packets.
    private func visitFaults(_ packets: [IssuedPacket], _ visitNumber: Int) -> FaultSet {
        guard let first = packets.map(\.dueSeconds).min() else { return [] }
        return request(visitNumber: visitNumber, dueSeconds: first).faults
    }

    /// Spreads the visit's copies so that none of its slow drains is outrun.
    private func slow(_ sends: inout [ScheduledSend], _ visitNumber: Int, _ drain: inout DrainState) {
        for (index, fault) in faults.enumerated() {
            guard case .slowDrain(let rate) = fault.kind, rate > 0 else { continue }
            let order = sends.indices.sorted {
                (sends[$0].dueSeconds, sends[$0].packetIndex, sends[$0].copy)
                    < (sends[$1].dueSeconds, sends[$1].packetIndex, sends[$1].copy)
            }
            var next = drain.free[index] ?? -Double.infinity
            for place in order where fault.scope.contains(visitNumber: visitNumber, dueSeconds: sends[place].dueSeconds)
            {
                guard befallsVisit(index, visitNumber, sends[place].dueSeconds) else { continue }
                if next > sends[place].dueSeconds {
                    sends[place].dueSeconds = next
                    sends[place].faults.insert(FaultSet(index: index))
                }
                next = sends[place].dueSeconds + 1 / rate
            }
            drain.free[index] = next
        }
    }

    /// Nothing that an outage befalls, or that is refused for expired credentials, is sent within it, however it came
    /// to be due there.
    private func hold(_ schedule: inout VisitSchedule, _ packets: [IssuedPacket], _ visitNumber: Int) {
        let windows = faults.indices.filter { holds(faults[$0]) }
            .sorted { faults[$0].scope.fromSeconds < faults[$1].scope.fromSeconds }
        for place in schedule.sends.indices {
            for index in windows where faults[index].scope.contains(schedule.sends[place].dueSeconds) {
                let send = schedule.sends[place]
                guard isHeld(by: index, packets[send.packetIndex].alertID, visitNumber, send.dueSeconds) else {
                    continue
                }
                schedule.sends[place].dueSeconds = faults[index].scope.untilSeconds
                schedule.sends[place].faults.insert(FaultSet(index: index))
                if faults[index].kind == .credentialExpiry { schedule.attempts.append(send) }
            }
        }
    }

    /// Has an end, after which what it held is sent.
    private func holds(_ fault: FaultSetting) -> Bool {
        guard fault.scope.untilSeconds.isFinite else { return false }
        switch fault.kind {
        case .outage(loses: false): return true
        case .credentialExpiry: return exposure.contains(.senderCredentials)
        default: return false
        }
    }

    private func isHeld(by index: Int, _ alertID: Int64, _ visitNumber: Int, _ dueSeconds: Double) -> Bool {
        if faults[index].kind == .credentialExpiry { return befallsVisit(index, visitNumber, dueSeconds) }
        return faults[index].scope.visits?.contains(visitNumber) ?? true && draws(index, alertID).isHit
    }
}

/// How far the slow drains of a visit have come.
struct DrainState: Sendable {
    /// By place of the fault: seconds at which the next copy may go.
    var free: [Int: Double] = [:]
}
