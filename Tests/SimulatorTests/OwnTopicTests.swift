import AlertStreams
import Bytes
import Simulator
import Testing

/// Records of a run's own topic, told apart by where they lie.
@Suite struct OwnTopicTests {
    private static let packets = visitPackets(4)
    private static let sends = FaultPlan(seed: 1, faults: []).apply(to: packets, visitNumber: 1).sends

    /// Of the packet with this number, from 1 on.
    private static func row(_ number: Int64, offset: Int64?) -> LedgerRow {
        let send = sends[Int(number) - 1]
        return LedgerRow(
            packets[send.packetIndex], send, visitNumber: 1, startMs: 0, sentMs: 5, partition: 0, offset: offset)
    }

    private static func receipt(_ number: Int64, _ offset: Int64) -> Receipt {
        let send = sends[Int(number) - 1]
        var receipt = Receipt(
            alertID: packets[send.packetIndex].alertID, digest: CRC32C.checksum(send.bytes), receivedMs: 6)
        receipt.position = RecordPosition(partition: 0, offset: offset)
        return receipt
    }

    @Test func `records of another run of the same scenario are neither received nor duplicates`() {
        var scorer = Scorer()
        for id in 1...4 { scorer.add(Self.row(Int64(id), offset: 10 + Int64(id))) }
        let before = (1...4).map { Self.receipt(Int64($0), Int64($0)) }
        let nothing = scorer.score(before, subscriber: "g", isOwnTopic: true)
        #expect(nothing.total.received == 0 && nothing.total.missing == 4 && nothing.recordsOfOthers == 4)
        #expect(nothing.unknown == 0 && !nothing.isPerfect && nothing.remarks.contains { $0.contains("4 records") })
        let all = scorer.score(
            before + (1...4).map { Self.receipt(Int64($0), 10 + Int64($0)) }, subscriber: "g", isOwnTopic: true)
        #expect(all.isPerfect && all.total.received == 4 && all.total.duplicates == 0 && all.recordsOfOthers == 4)
        // A topic that the subscriber wrote has places of its own.
        #expect(scorer.score(before, subscriber: "g").total.received == 4)
    }

    @Test func `a record between the run's is of a copy whose place is not known, or of nobody`() {
        var scorer = Scorer()
        for (id, offset) in [(1, 11), (2, nil), (3, 13)] as [(Int64, Int64?)] {
            scorer.add(Self.row(id, offset: offset))
        }
        let found = scorer.score(
            [Self.receipt(1, 11), Self.receipt(2, 12), Self.receipt(3, 13)], subscriber: "g", isOwnTopic: true)
        #expect(found.isPerfect && found.total.received == 3)
        let strange = scorer.score(
            [Self.receipt(1, 11), Self.receipt(1, 12), Self.receipt(3, 13)], subscriber: "g", isOwnTopic: true)
        #expect(strange.unknown == 1 && strange.total.duplicates == 0 && strange.total.missing == 1)
    }
}
