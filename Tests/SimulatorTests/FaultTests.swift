import Bytes
import Simulator
import SkyMath
import Testing

/// Packets of one visit, ten a second.
func visitPackets(_ count: Int, visit: Int64 = 1, size: Int = 60) -> [IssuedPacket] {
    (0..<count).map { index in
        var draws = Draws(seed: 5, UInt64(index), UInt64(bitPattern: visit))
        let id = visit * 1_000_000 + Int64(index)
        var bytes: [UInt8] = [0, 0, 0, 4, 77]
        var word = UInt64(bitPattern: (id << 1) ^ (id >> 63))
        while word >= 128 {
            bytes.append(UInt8(word & 127 | 128))
            word >>= 7
        }
        bytes.append(UInt8(word))
        while bytes.count < size { bytes.append(UInt8(truncatingIfNeeded: draws.next())) }
        return IssuedPacket(
            alertID: id, objectID: id * 7, visit: visit, detector: index % 189, band: .r, midpointMjdTai: 61_000,
            trueClass: index % 3 == 0 ? "RRab" : "SNIa", position: SkyPosition(ra: 1, dec: 2), trueFlux: 100,
            dueSeconds: Double(index) / 10, schemaID: 1101, bytes: Bytes(bytes))
    }
}

@Suite struct FaultTests {
    private func apply(_ kinds: [FaultSetting], _ packets: [IssuedPacket], partitions: Int = 9) -> VisitSchedule {
        FaultPlan(seed: 3, faults: kinds, partitions: partitions).apply(to: packets, visitNumber: 1)
    }

    @Test(arguments: [
        FaultKind.bitFlip(bits: 1), .truncation(keep: nil), .wrongLength(bytes: nil), .wrongSchema(id: 9),
        .oversize(bytes: 500), .late(delaySeconds: 5), .reorder(windowSeconds: 5), .missingHistory, .drop,
        .duplicate(copies: 2, delaySeconds: 1),
    ]) func `a fault befalls its share of packets within four sigma, and the marks are the changes`(kind: FaultKind) {
        let packets = visitPackets(4000)
        let schedule = apply([FaultSetting(kind, probability: 0.25)], packets)
        let marked = Set(schedule.sends.filter { !$0.faults.isEmpty }.map(\.packetIndex))
            .union(schedule.withheld.map(\.packetIndex))
        let sigma = (4000 * 0.25 * 0.75).squareRoot()
        #expect(abs(Double(marked.count) - 1000) < 4 * sigma)
        for send in schedule.sends {
            let packet = packets[send.packetIndex]
            #expect(send.isCorrupt == (send.bytes != packet.bytes))
            let isUntouched = !send.isCorrupt && send.dueSeconds == packet.dueSeconds
            #expect(isUntouched || marked.contains(send.packetIndex))
        }
        let sent = Set(schedule.sends.map(\.packetIndex)).count
        #expect(sent + schedule.withheld.count == 4000)
    }

    @Test func `damage is what it says`() {
        let packets = visitPackets(200)
        for send in apply([FaultSetting(.bitFlip(bits: 5))], packets).sends {
            let pairs = zip(send.bytes, packets[send.packetIndex].bytes)
            let turned = pairs.map { ($0 ^ $1).nonzeroBitCount }.reduce(0, +)
            #expect(turned == 5 && send.bytes.count == 60)
        }
        for send in apply([FaultSetting(.wrongSchema(id: 0x0102_0304))], packets).sends {
            let start: [UInt8] = [0, 1, 2, 3, 4, packets[send.packetIndex].bytes[5]]
            #expect(Array(send.bytes.prefix(6)) == start)
        }
        #expect(apply([FaultSetting(.oversize(bytes: 500))], packets).sends.allSatisfy { $0.bytes.count == 500 })
        #expect(apply([FaultSetting(.truncation(keep: 0.5))], packets).sends.allSatisfy { $0.bytes.count == 30 })
        #expect(apply([FaultSetting(.wrongLength(bytes: 7))], packets).sends.allSatisfy { $0.bytes.count == 67 })
    }

    @Test func `nothing is sent during an outage, and everything after it`() {
        let scope = FaultScope(fromSeconds: 5, untilSeconds: 10)
        let sends = apply(
            [
                FaultSetting(.outage(loses: false), scope: scope),
                FaultSetting(.late(delaySeconds: 2), probability: 0.5),
            ],
            visitPackets(200)
        ).sends
        #expect(sends.count == 200)
        #expect(!sends.contains { scope.contains($0.dueSeconds) })
        #expect(sends.filter { $0.dueSeconds == 10 }.count >= 50)
    }

    @Test func `a slow drain is never outrun`() {
        let sends = apply([FaultSetting(.slowDrain(ratePerSecond: 4))], visitPackets(100)).sends
        for (before, after) in zip(sends, sends.dropFirst()) { #expect(after.dueSeconds - before.dueSeconds > 0.2499) }
    }

    @Test func `lost partitions lose or reroute exactly their own packets`() {
        let packets = visitPackets(189)
        let lost = NumberSet([3...4])
        let gone = apply([FaultSetting(.lostPartition(lost, reroutes: false))], packets)
        let theirs = (0..<189).filter { $0 % 9 == 3 || $0 % 9 == 4 }
        #expect(gone.withheld.map(\.packetIndex) == theirs)
        let moved = apply([FaultSetting(.lostPartition(lost, reroutes: true))], packets)
        let rerouted = moved.sends.filter { $0.partition == 5 }.count
        #expect(moved.withheld.isEmpty && rerouted == 42)
    }

    @Test func `windows of visits and detectors are exact, and requests follow them`() {
        let scope = FaultScope(visits: NumberSet([2...2]), detectors: NumberSet([7...7]))
        let plan = FaultPlan(
            seed: 1,
            faults: [
                FaultSetting(.drop, scope: scope),
                FaultSetting(.denseField(alerts: 40_000), scope: FaultScope(visits: NumberSet([2...3]))),
                FaultSetting(.schemaMigration(version: "11.1"), scope: FaultScope(visits: NumberSet([4...5]))),
            ])
        #expect(plan.apply(to: visitPackets(400), visitNumber: 1).withheld.isEmpty)
        #expect(plan.apply(to: visitPackets(400), visitNumber: 2).withheld.map(\.packetIndex) == [7, 196, 385])
        let dense = (1...9).filter { plan.request(visitNumber: $0, dueSeconds: 0).alerts != nil }
        #expect(dense == [2, 3])
        #expect(plan.request(visitNumber: 9, dueSeconds: 0).schemaVersion == "11.1")
        #expect(plan.request(visitNumber: 3, dueSeconds: 0).schemaVersion == nil)
    }

    @Test func `the packet maker is told of missing history as the schedule marks it`() {
        let packets = visitPackets(500)
        let plan = FaultPlan(seed: 9, faults: [FaultSetting(.missingHistory, probability: 0.3)])
        for send in plan.apply(to: packets, visitNumber: 1).sends {
            let packet = packets[send.packetIndex]
            let told = plan.withoutHistory(
                alertID: packet.alertID, visitNumber: 1, detector: packet.detector, dueSeconds: packet.dueSeconds)
            #expect(told == send.faults)
        }
    }

    @Test func `the same seed gives the same bytes on one thread and on four, and another seed does not`() async throws
    {
        let plan = FaultPlan(try Scenario.named("broker-torture"), partitions: 45)
        let digest = { @Sendable (plan: FaultPlan, visit: Int) -> UInt32 in
            plan.apply(to: visitPackets(300, visit: Int64(visit)), visitNumber: visit).sends.reduce(UInt32(0)) {
                CRC32C.checksum(
                    Bytes(utf8: "\($1.dueSeconds) \($1.copy) \($1.faults.rawValue)"),
                    from: CRC32C.checksum($1.bytes, from: $0))
            }
        }
        let alone = (1...8).map { digest(plan, $0) }
        let together = await withTaskGroup(of: (Int, UInt32).self) { group in
            for visit in 1...8 { group.addTask { (visit, digest(plan, visit)) } }
            return await group.reduce(into: [Int: UInt32]()) { $0[$1.0] = $1.1 }
        }
        let inOrder = (1...8).compactMap { together[$0] }
        #expect(inOrder == alone)
        let other = FaultPlan(seed: 99, faults: plan.faults, partitions: 45)
        let others = (1...8).map { digest(other, $0) }
        #expect(others != alone)
    }
}
