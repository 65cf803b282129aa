import Simulator
import SkyMath
import Testing

@Suite struct LinkFaultTests {
    private static let scope = FaultScope(fromSeconds: 5, untilSeconds: 10)

    private func apply(_ faults: [FaultSetting], _ count: Int = 200, seed: UInt64 = 3) -> VisitSchedule {
        FaultPlan(seed: seed, faults: faults).apply(to: visitPackets(count), visitNumber: 1)
    }

    @Test(arguments: [
        FaultKind.outage(loses: false), .outage(loses: true), .stall(factor: 3), .clockStep(seconds: 37),
    ])
    func `a window is there for all that is sent in it or for nothing, as often as its probability says`(
        kind: FaultKind
    ) {
        var there = 0
        for seed in 0..<400 {
            let schedule = apply([FaultSetting(kind, probability: 0.3, scope: Self.scope)], seed: UInt64(seed))
            let befallen = schedule.sends.filter { !$0.faults.isEmpty }.count + schedule.withheld.count
            #expect(befallen == 0 || befallen == 50)
            there += befallen == 0 ? 0 : 1
        }
        #expect(abs(Double(there) - 120) < 4 * (400 * 0.3 * 0.7).squareRoot())
    }

    @Test func `late and repeated copies are subject to what is on when they would go`() {
        let faults = [
            FaultSetting(.outage(loses: false), scope: Self.scope), FaultSetting(.late(delaySeconds: 6)),
            FaultSetting(.duplicate(copies: 1, delaySeconds: 4)),
        ]
        // Twenty seconds' packets, copies 6 and 10 s later: the first 40 first copies fall into the window.
        let sends = apply(faults).sends
        #expect(sends.count == 400 && !sends.contains { Self.scope.contains($0.dueSeconds) })
        let held = sends.filter { $0.faults.indices.contains(0) }
        #expect(held.count == 40 && held.allSatisfy { $0.copy == 0 && $0.packetIndex < 40 && $0.dueSeconds == 10 })
    }

    @Test func `the order of the list does not matter`() {
        let faults = [
            FaultSetting(.outage(loses: false), scope: Self.scope),
            FaultSetting(.stall(factor: 2.5), scope: FaultScope(fromSeconds: 4, untilSeconds: 12)),
            FaultSetting(.late(delaySeconds: 2), scope: FaultScope(untilSeconds: 8)),
            FaultSetting(.outage(loses: true), scope: FaultScope(fromSeconds: 14, untilSeconds: 15)),
            FaultSetting(.duplicate(copies: 2, delaySeconds: 1.5)),
            FaultSetting(.clockStep(seconds: 3), scope: FaultScope(fromSeconds: 11, untilSeconds: 13)),
            FaultSetting(.outage(loses: false), scope: FaultScope(fromSeconds: 9, untilSeconds: 11)),
        ]
        let text = { (schedule: VisitSchedule, faults: [FaultSetting]) -> [String] in
            schedule.sends.map { send in
                let names = send.faults.indices.map { "\(faults[$0].kind)" }.sorted()
                return "\(send.packetIndex) \(send.copy) \(send.dueSeconds) \(send.clockOffsetSeconds) \(names)"
            } + schedule.withheld.map { "\($0.packetIndex)" }
        }
        let first = text(apply(faults), faults)
        for turn in 1..<faults.count {
            let turned = Array(faults[turn...] + faults[..<turn])
            #expect(text(apply(turned), turned) == first)
        }
        #expect(text(apply(faults.reversed()), faults.reversed()) == first)
    }

    @Test func `what a window's end lets go is subject to the next window`() {
        let sends = apply([
            FaultSetting(.outage(loses: false), scope: FaultScope(fromSeconds: 5, untilSeconds: 10)),
            FaultSetting(.stall(factor: 3), scope: FaultScope(fromSeconds: 8, untilSeconds: 16)),
        ]).sends
        let times = sends.filter { $0.copy == 0 }.sorted { $0.packetIndex < $1.packetIndex }.map(\.dueSeconds)
        #expect(times == times.sorted(), "one overtakes another")
        // Held to second 10, two seconds into the stall, which makes six of them.
        #expect(sends.filter { $0.dueSeconds == 14 }.count >= 50)
        #expect(!sends.contains { FaultScope(fromSeconds: 5, untilSeconds: 8).contains($0.dueSeconds) })
    }

    @Test func `an outage without memory loses copies, and a packet of which none is left`() {
        let faults = [
            FaultSetting(.outage(loses: true), scope: Self.scope),
            FaultSetting(.duplicate(copies: 1, delaySeconds: 4)),
        ]
        let schedule = apply(faults)
        // First copies go in 50 ... 99, second ones in 10 ... 59.
        #expect(schedule.withheld.map(\.packetIndex) == Array(50..<60))
        #expect(schedule.withheld.allSatisfy { $0.faults == [FaultSet(index: 0), FaultSet(index: 1)] })
        let single = schedule.sends.filter { (10..<50).contains($0.packetIndex) || (60..<100).contains($0.packetIndex) }
        #expect(single.count == 80 && single.allSatisfy { $0.copy == 0 && $0.faults.indices == [0, 1] })
        #expect(schedule.sends.count == 400 - 20 - 80)
    }
}
