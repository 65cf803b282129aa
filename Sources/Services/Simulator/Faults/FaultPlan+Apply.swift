internal import Bytes
internal import SkyMath

extension FaultPlan {
    /// What is sent of a visit's packets, when, and what is not.
    ///
    /// Drops and lost partitions are settled first: what they lose meets no other fault. Changes of the bytes and delays
    /// of single packets follow in the scenario's order; slow drains, then the link's windows (`LinkFaults`) then befall
    /// each copy by the time at which it would go. Each visit is a function of its own packets only: a slow drain's
    /// backlog does not delay the next visit.
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
        carry(&schedule, visitNumber)
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

    /// Over the link. Of what is refused for expired credentials the try is noted, and it goes again after them.
    private func carry(_ schedule: inout VisitSchedule, _ visitNumber: Int) {
        let link = LinkFaults(self)
        var lost: [Int: FaultSet] = [:]
        var attempts: [ScheduledSend] = []
        schedule.sends = schedule.sends.compactMap { send in
            var send = send
            if link.carry(&send, visitNumber: visitNumber, &attempts) { return send }
            lost[send.packetIndex, default: []].formUnion(send.faults)
            return nil
        }
        schedule.attempts += attempts
        settle(lost, in: &schedule)
    }

    /// Of packets that lost copies: those that are left are numbered anew and tell of the fault; of none left the packet
    /// is withheld.
    func settle(_ lost: [Int: FaultSet], in schedule: inout VisitSchedule) {
        guard !lost.isEmpty else { return }
        var left: [Int: Int] = [:]
        var renumbered: [CopyOfPacket: Int] = [:]
        for place in schedule.sends.indices {
            let packet = schedule.sends[place].packetIndex
            guard let faults = lost[packet] else { continue }
            renumbered[CopyOfPacket(schedule.sends[place])] = left[packet, default: 0]
            schedule.sends[place].copy = left[packet, default: 0]
            schedule.sends[place].faults.formUnion(faults)
            left[packet, default: 0] += 1
        }
        // What does not go later is not tried before.
        schedule.attempts = schedule.attempts.compactMap { attempt in
            guard lost[attempt.packetIndex] != nil else { return attempt }
            var attempt = attempt
            guard let copy = renumbered[CopyOfPacket(attempt)] else { return nil }
            attempt.copy = copy
            return attempt
        }
        schedule.withheld += lost.filter { left[$0.key] == nil }
            .map { WithheldPacket(packetIndex: $0.key, faults: $0.value) }
        schedule.withheld.sort { $0.packetIndex < $1.packetIndex }
    }
}

private struct CopyOfPacket: Hashable {
    var packetIndex: Int
    var copy: Int

    init(_ send: ScheduledSend) { (packetIndex, copy) = (send.packetIndex, send.copy) }
}

/// How far the slow drains of a visit have come.
struct DrainState: Sendable {
    /// By place of the fault: seconds at which the next copy may go.
    var free: [Int: Double] = [:]
}
