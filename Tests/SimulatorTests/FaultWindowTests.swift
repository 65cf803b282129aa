import Distribution
import Simulator
import Testing

/// Registry outages and credentials that expire, as functions of packets. Packets are due ten a second.
@Suite struct FaultWindowTests {
    private let packets = visitPackets(100)
    private let window = FaultScope(fromSeconds: 3, untilSeconds: 6)

    private func schedule(
        _ faults: [FaultSetting], _ exposure: FaultExposure, visitNumber: Int = 1
    ) -> VisitSchedule {
        FaultPlan(seed: 2, faults: faults, exposure: exposure).apply(to: packets, visitNumber: visitNumber)
    }

    private var inWindow: [Int] { packets.indices.filter { window.contains(packets[$0].dueSeconds) } }

    private func marked(_ schedule: VisitSchedule) -> [Int] {
        schedule.sends.filter { !$0.faults.isEmpty }.map(\.packetIndex)
    }

    @Test func `what goes out while the registry is away is marked, and is otherwise as it was`() {
        let fault = FaultSetting(.registryOutage(.status(503)), scope: window)
        let found = schedule([fault], .registry)
        #expect(marked(found) == inWindow && inWindow.count == 30 && found.withheld.isEmpty && found.attempts.isEmpty)
        for send in found.sends {
            #expect(send.dueSeconds == packets[send.packetIndex].dueSeconds && !send.isCorrupt)
        }
        #expect(marked(schedule([fault], [])).isEmpty && marked(schedule([fault], .subscriberCredentials)).isEmpty)
        let late = [FaultSetting(.late(delaySeconds: 3), scope: FaultScope(untilSeconds: 1)), fault]
        let moved = schedule(late, .registry).sends.filter { $0.faults.indices.contains(1) }.map(\.packetIndex)
        #expect(Set(moved) == Set(inWindow + Array(0..<10)), "a packet that is late into the window meets it too")
    }

    @Test func `the registry behaves at each time as the packets of that time are marked`() {
        let faults = [
            FaultSetting(.registryOutage(.status(502)), scope: window),
            FaultSetting(.registryOutage(.hangUp), scope: FaultScope(visits: NumberSet([2...2]))),
            FaultSetting(.registryOutage(.slow(seconds: 2)), scope: FaultScope(fromSeconds: 8, untilSeconds: 9)),
            FaultSetting(.credentialExpiry, scope: FaultScope(fromSeconds: 5, untilSeconds: 7)),
        ]
        let plan = FaultPlan(seed: 2, faults: faults, exposure: [.registry, .registryCredentials])
        for visit in [1, 2] {
            for send in plan.apply(to: packets, visitNumber: visit).sends {
                let conduct = plan.registryConduct(at: send.dueSeconds, visitNumber: visit)
                let places = send.faults.indices
                let last = places.filter { $0 < 3 }.last
                let outages: [RegistryConduct.Outage] = [.status(502), .hangUp, .slow(.seconds(2))]
                #expect(conduct.outage == last.map { outages[$0] })
                #expect(conduct.areCredentialsExpired == places.contains(3))
                #expect(places.contains(1) == (visit == 2))
            }
        }
        #expect(plan.registryConduct(at: 100, visitNumber: 3) == .normal)
    }

    @Test func `what subscribers with expired credentials miss is withheld, unless a copy comes later`() {
        let expiry = FaultSetting(.credentialExpiry, scope: window)
        let found = schedule([expiry], .subscriberCredentials)
        #expect(found.withheld.map(\.packetIndex) == inWindow)
        #expect(found.withheld.allSatisfy { $0.faults == FaultSet(index: 0) } && marked(found).isEmpty)
        let twice = schedule(
            [expiry, FaultSetting(.duplicate(copies: 1, delaySeconds: 2), probability: 1)], .subscriberCredentials)
        let gone = packets.indices.filter { index in
            [0, 2].allSatisfy { window.contains(packets[index].dueSeconds + $0) }
        }
        #expect(twice.withheld.map(\.packetIndex) == gone && gone.count == 10)
        #expect(twice.sends.allSatisfy { !window.contains($0.dueSeconds) } && twice.sends.count == 200 - 60)
        let halves = twice.sends.filter { $0.faults.indices.contains(0) }.map(\.packetIndex)
        #expect(halves.count == 40 && Set(halves).count == 40)
    }

    @Test func `what is refused for the sender's credentials is tried in time and sent after the window`() {
        let found = schedule([FaultSetting(.credentialExpiry, scope: window)], .senderCredentials)
        #expect(found.attempts.map(\.packetIndex) == inWindow && found.withheld.isEmpty)
        #expect(found.attempts.allSatisfy { $0.dueSeconds == packets[$0.packetIndex].dueSeconds })
        #expect(found.sends.count == 100 && Set(marked(found)) == Set(inWindow))
        for send in found.sends {
            let due = packets[send.packetIndex].dueSeconds
            #expect(send.dueSeconds == (window.contains(due) ? 6 : due))
        }
        let endless = schedule(
            [FaultSetting(.credentialExpiry, scope: FaultScope(fromSeconds: 3))], .senderCredentials)
        #expect(endless.attempts.isEmpty && endless.withheld.map(\.packetIndex) == Array(30..<100))
    }

    @Test func `a copy that is tried is the copy that goes later, and what is lost after all is not tried`() {
        let expiry = FaultSetting(.credentialExpiry, scope: FaultScope(fromSeconds: 60, untilSeconds: 120))
        let echo = FaultSetting(.duplicate(copies: 1, delaySeconds: 60), probability: 1)
        let early = FaultSetting(.outage(loses: true), scope: FaultScope(untilSeconds: 30))
        let found = schedule([echo, early, expiry], .senderCredentials)
        let copies = { (sends: [ScheduledSend]) in Set(sends.map { [$0.packetIndex, $0.copy] }) }
        #expect(found.attempts.count == 100 && copies(found.attempts) == copies(found.sends))
        let after = FaultSetting(.outage(loses: true), scope: FaultScope(fromSeconds: 115, untilSeconds: 130))
        let lost = schedule([echo, early, expiry, after], .senderCredentials)
        #expect(lost.attempts.isEmpty && lost.sends.isEmpty && lost.withheld.count == 100)
    }

    @Test func `an outage that lets go within the expired time leaves the packet to it`() {
        let faults = [
            FaultSetting(.outage(loses: false), scope: FaultScope(fromSeconds: 1, untilSeconds: 4)),
            FaultSetting(.credentialExpiry, scope: window),
        ]
        let held = schedule(faults, .senderCredentials)
        #expect(held.withheld.isEmpty && held.sends.allSatisfy { !(1..<6).contains($0.dueSeconds) })
        #expect(Set(held.attempts.map(\.packetIndex)) == Set(10..<60))
        #expect(schedule(faults, .subscriberCredentials).withheld.map(\.packetIndex) == Array(10..<60))
    }
}
