import Bytes
import SkyMath
import Synchronization
import Testing

@testable import Simulator

/// Bytes that a writer gave.
private final class Sink: Sendable {
    private let store = Mutex<[UInt8]>([])
    func append(_ more: [UInt8]) { store.withLock { $0 += more } }
    var bytes: [UInt8] { store.withLock { $0 } }
}

/// Rows of a visit under a plan.
func ledgerRows(_ packets: [IssuedPacket], _ plan: FaultPlan, partitions: Int = 3) -> [LedgerRow] {
    let schedule = plan.apply(to: packets, visitNumber: 1)
    let sent = schedule.sends.enumerated().map { offset, send in
        LedgerRow(
            packets[send.packetIndex], send, visitNumber: 1, startMs: 1_000_000,
            sentMs: 1_000_000 + Int64(send.dueSeconds * 1000), partition: Int32(offset % partitions),
            offset: Int64(offset))
    }
    return sent
        + schedule.withheld.map {
            LedgerRow(packets[$0.packetIndex], withheldBy: $0.faults, visitNumber: 1, startMs: 1_000_000)
        }
}

@Suite struct LedgerTests {
    private let plan = FaultPlan(
        seed: 1,
        faults: [
            FaultSetting(.bitFlip(bits: 1), probability: 0.1), FaultSetting(.drop, probability: 0.1),
            FaultSetting(.duplicate(copies: 1, delaySeconds: 1), probability: 0.1),
        ])

    private func ledger(_ rows: [LedgerRow], finished: Bool = true, every: Int = 500) throws -> [UInt8] {
        let sink = Sink()
        var writer = try LedgerWriter(seed: 7, startMs: 1_000_000, labels: plan.labels) { sink.append($0) }
        for (index, row) in rows.enumerated() {
            try writer.append(row)
            if index % every == every - 1 { try writer.flush() }
        }
        if finished { try writer.finish() } else { try writer.flush() }
        return sink.bytes
    }

    private func read(_ bytes: [UInt8]) throws -> (rows: [LedgerRow], ending: LedgerReader.Ending?, seed: UInt64) {
        var reader = try LedgerReader(Bytes(bytes))
        var rows: [LedgerRow] = []
        while let block = reader.next() { rows += block }
        return (rows, reader.ending, reader.seed)
    }

    @Test func `rows come back as they were written`() throws {
        let rows = ledgerRows(visitPackets(3000), plan)
        let back = try read(try ledger(rows))
        #expect(back.rows == rows && back.ending == .complete && back.seed == 7)
        #expect(try read(try ledger(rows, finished: false)).ending == .brokenOff)
        #expect(try LedgerReader(Bytes(try ledger(rows))).labels == ["0 bit-flip", "1 drop", "2 duplicate"])
    }

    @Test func `a row takes no more than two hundred bytes`() throws {
        let rows = ledgerRows(visitPackets(3000), plan)
        #expect(try ledger(rows).count < 140 * rows.count)
    }

    @Test func `a file that was cut off is read up to its last whole block, and says so`() throws {
        let rows = Array(ledgerRows(visitPackets(300), plan).prefix(300))
        let whole = try ledger(rows, every: 100)
        for cut in stride(from: 200, to: whole.count, by: 997) {
            let back = try read(Array(whole[..<cut]))
            #expect(back.rows.count % 100 == 0 && back.rows == Array(rows.prefix(back.rows.count)))
            #expect(back.rows.count >= 100 * ((cut - 400) / 14_000))
            #expect(back.ending != .complete)
        }
    }

    @Test func `damage is never taken for rows, and never traps`() throws {
        let rows = ledgerRows(visitPackets(200), plan)
        let whole = try ledger(rows, every: 50)
        var draws = Draws(seed: 2, 4)
        for _ in 0..<400 {
            var bytes = whole
            bytes[Int(draws.next() % UInt64(bytes.count))] ^= 1 << UInt8(draws.next() % 8)
            guard let back = try? read(bytes) else { continue }
            #expect(back.rows == Array(rows.prefix(back.rows.count)) && back.ending != .complete)
        }
        for size in 0..<200 { _ = try? read((0..<size).map { _ in UInt8(truncatingIfNeeded: draws.next()) }) }
    }

    @Test(arguments: [
        FaultKind.bitFlip(bits: 1), .truncation(keep: nil), .wrongLength(bytes: nil), .wrongSchema(id: 9),
        .oversize(bytes: 500), .drop, .duplicate(copies: 2, delaySeconds: 1), .late(delaySeconds: 5),
    ]) func `an independent count of what was sent agrees with the ledger`(kind: FaultKind) {
        let packets = visitPackets(1000)
        let plan = FaultPlan(seed: 8, faults: [FaultSetting(kind, probability: 0.2)])
        let rows = ledgerRows(packets, plan)
        let sends = plan.apply(to: packets, visitNumber: 1).sends
        let original = Set(packets.map { Array($0.bytes) })
        #expect(rows.count { $0.isCorrupt } == sends.count { !original.contains(Array($0.bytes)) })
        #expect(rows.count { $0.isWithheld } == 1000 - Set(sends.map(\.packetIndex)).count)
        #expect(rows.count { $0.copy > 0 } == sends.count - Set(sends.map(\.packetIndex)).count)
        let digests = rows.filter { !$0.isWithheld }.map(\.sentDigest)
        #expect(digests == sends.map { CRC32C.checksum($0.bytes) })
    }
}
