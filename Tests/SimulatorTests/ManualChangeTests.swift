import Bytes
import Foundation
import Testing
import Transports

@testable import Simulator

/// Takes packets, and lets something be done after so many.
private actor Receiver: PacketTransport {
    private var left: Int
    private let action: @Sendable () throws -> Void

    init(after count: Int, _ action: @escaping @Sendable () throws -> Void = {}) {
        (left, self.action) = (count, action)
    }

    func send(_ packets: [OutgoingPacket]) throws -> [SentPacket] {
        if left > 0, left <= packets.count { try action() }
        left -= packets.count
        return packets.map { _ in SentPacket(sentMs: 88) }
    }

    func close() {}
}

/// Faults that are changed while a run goes on.
@Suite struct ManualChangeTests {
    private static let settings = ["a", "b"].map { TransportSetting(kind: .topic, target: $0) }
    private static let scenario = Scenario(
        name: "x", transports: settings, faults: [FaultSetting(.drop, probability: 0), FaultSetting(.missingHistory)])

    private static func piece(_ visit: Int, part: Int) -> LanePiece {
        let packets = Array(visitPackets(100)[part * 50..<part * 50 + 50])
        return LanePiece(
            packets: packets, visitNumber: visit, sequence: (visit * 2 + part) * 50,
            request: VisitRequest(alerts: nil, schemaVersion: nil, faults: []), isFirst: part == 0,
            watermark: packets.last?.dueSeconds ?? 0)
    }

    /// Packets withheld by transport and visit, where the first transport is given its visits before the second one.
    private static func withheld(
        _ faults: RunFaults, changing: @escaping @Sendable () throws -> Void
    ) async throws -> [[UInt32: Int]] {
        let path = FileManager.default.temporaryDirectory.path + "/tocsin-change-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let ledger = try RunLedger(path: path, scenario: scenario, labels: faults.labels, startMs: 0)
        let clock = RunClock(pace: nil)
        for (index, setting) in settings.enumerated() {
            let queue = LaneQueue(limit: 6)
            var lane = TransportLane(
                index: index, setting: setting, exposure: [],
                transport: Receiver(after: index == 0 ? 20 : 0, changing), faults: faults, clock: clock,
                time: SurveyTime(clock), ledger: ledger, counters: RunCounters(lanes: 2, clock: clock),
                mostBytes: 1 << 20)
            for visit in 1...3 { for part in 0..<2 { _ = await queue.put(piece(visit, part: part)) } }
            await queue.end()
            try await lane.run(queue)
        }
        try ledger.close(isWhole: true)
        var reader = try LedgerReader(Bytes([UInt8](Data(contentsOf: URL(filePath: path)))))
        var counts: [[UInt32: Int]] = [[:], [:]]
        while let rows = reader.next() {
            for row in rows where row.isWithheld {
                counts[Int(row.transport)][UInt32(row.visitNumber), default: 0] += 1
            }
        }
        return counts
    }

    @Test func `a change in the middle of a visit holds from the next one on, at every transport`() async throws {
        let faults = RunFaults(Self.scenario)
        let counts = try await Self.withheld(faults) {
            try faults.set(FaultSetting(.drop), at: 0, by: ["probability": "1"])
        }
        #expect(counts == [[2: 100, 3: 100], [2: 100, 3: 100]], "\(counts)")
        #expect(faults.changes == [ManualChange(visit: 2, fault: 0, values: ["probability": "1"])])
    }

    @Test func `what packets are made of changes with the next visit that is made`() throws {
        let faults = RunFaults(Self.scenario)
        faults.willMake(visit: 4)
        faults.willSend(visit: 2)
        try faults.set(FaultSetting(.missingHistory, probability: 0), at: 1)
        try faults.set(FaultSetting(.drop, probability: 0.5), at: 0)
        try faults.set(FaultSetting(.drop, probability: 0.7), at: 0)
        let plans = (1...5).map { faults.plan(visit: $0).faults.map(\.probability) }
        #expect(plans == [[0, 1], [0, 1], [0.7, 1], [0.7, 1], [0.7, 0]])
        #expect(faults.changes.map(\.visit) == [5, 3, 3])
    }

    @Test func `a manifest tells the changes, and one without them is as it was`() throws {
        var manifest = Manifest(scenario: Self.scenario, versions: [:], inputs: [:], counts: [:], outputs: "")
        #expect(!manifest.json.contains("changes"))
        manifest.changes = [ManualChange(visit: 2, fault: 0, values: ["probability": "1"])]
        #expect(try Manifest(json: manifest.json) == manifest)
        #expect(manifest.json.contains("\"visit\" : 2"))
    }
}
