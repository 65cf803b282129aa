import Bytes
import Foundation
import Testing
import Transports

@testable import Simulator

/// Takes packets while its credentials are accepted; can be told not to look.
private actor Receiver: CredentialedTransport {
    private let looks: Bool
    private var areExpired = false
    private(set) var taken: [Int64] = []
    private(set) var changes: [Bool] = []
    private(set) var refused: [Int64] = []

    init(looks: Bool) { self.looks = looks }

    func setCredentials(areExpired: Bool) {
        self.areExpired = areExpired
        changes.append(areExpired)
    }

    func offer(_ packets: [OutgoingPacket]) -> [SentPacket?] {
        packets.map { packet in
            if looks, areExpired { refused.append(packet.id) } else { taken.append(packet.id) }
            return looks && areExpired ? nil : SentPacket(sentMs: 77)
        }
    }

    func send(_ packets: [OutgoingPacket]) throws -> [SentPacket] {
        if looks, areExpired { throw TransportError("x", "401") }
        taken += packets.map(\.id)
        return packets.map { _ in SentPacket(sentMs: 88) }
    }

    func close() {}
}

@Suite struct CredentialLaneTests {
    private static let packets = visitPackets(100)

    private static func rows(
        _ receiver: Receiver, exposure: FaultExposure = .senderCredentials,
        window: FaultScope = FaultScope(fromSeconds: 3, untilSeconds: 6), counters: RunCounters? = nil
    ) async throws -> [LedgerRow] {
        let setting = TransportSetting(kind: .http, target: "x", tokenFile: "t")
        let scenario = Scenario(
            name: "x", transports: [setting], faults: [FaultSetting(.credentialExpiry, scope: window)])
        let path = FileManager.default.temporaryDirectory.path + "/tocsin-lane-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let ledger = try RunLedger(path: path, scenario: scenario, labels: ["0 credential-expiry"], startMs: 0)
        let clock = RunClock(pace: nil)
        let queue = LaneQueue(limit: 1)
        var lane = TransportLane(
            index: 0, setting: setting, exposure: exposure, transport: receiver,
            faults: RunFaults(scenario), clock: clock, time: SurveyTime(clock), ledger: ledger,
            counters: counters ?? RunCounters(lanes: 1, clock: clock), mostBytes: 1 << 20)
        let request = FaultPlan(scenario).request(visitNumber: 1, dueSeconds: 0)
        _ = await queue.put(
            LanePiece(
                packets: packets, visitNumber: 1, sequence: 0, request: request, isFirst: true, watermark: 9.9))
        await queue.end()
        try await lane.run(queue)
        try ledger.close(isWhole: true)
        var reader = try LedgerReader(Bytes([UInt8](Data(contentsOf: URL(filePath: path)))))
        var rows: [LedgerRow] = []
        while let next = reader.next() { rows += next }
        return rows
    }

    @Test func `what was refused is sent again once, after the window, and the ledger has it once`() async throws {
        let receiver = Receiver(looks: true)
        let counters = RunCounters(lanes: 1, clock: RunClock(pace: nil))
        let rows = try await Self.rows(receiver, counters: counters)
        #expect(counters.progress.refusedAttempts == 30 && counters.progress.sent == 100)
        let ids = Self.packets.map(\.alertID)
        #expect(await receiver.refused == Array(ids[30..<60]))
        #expect(await receiver.taken == Array(ids[..<30] + ids[30..<60] + ids[60...]))
        #expect(rows.map(\.alertID) == ids && rows.allSatisfy { $0.sentMs == 88 })
        let marked = rows.filter { !$0.faults.isEmpty }.map(\.alertID)
        #expect(marked == Array(ids[30..<60]))
    }

    @Test func `a receiver that does not look gets each packet once all the same`() async throws {
        let receiver = Receiver(looks: false)
        let rows = try await Self.rows(receiver)
        #expect(await receiver.taken.sorted() == Self.packets.map(\.alertID))
        #expect(rows.count == 100 && rows.count { $0.sentMs == 77 } == 30)
        #expect(rows.filter { $0.sentMs == 77 }.allSatisfy { $0.faults == FaultSet(index: 0) })
    }

    @Test func `subscribers' credentials expire though nothing is left to be sent in a window without an end`()
        async throws
    {
        let receiver = Receiver(looks: true)
        let rows = try await Self.rows(
            receiver, exposure: .subscriberCredentials, window: FaultScope(fromSeconds: 3))
        #expect(await receiver.changes == [true])
        #expect(rows.count == 100 && rows.count { $0.isWithheld } == 70)
    }
}
